using Google.Protobuf;
using Grpc.Core;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

/// <summary>A caller of <c>inference.GRPCInferenceService</c>, which names the methods itself as every client does.</summary>
internal sealed class InferenceClient(CallInvoker invoker)
{
    public Task<ServerLiveResponse> ServerLiveAsync() => CallAsync("ServerLive", new ServerLiveRequest(), ServerLiveResponse.Parser, []);

    public Task<ServerReadyResponse> ServerReadyAsync() => CallAsync("ServerReady", new ServerReadyRequest(), ServerReadyResponse.Parser, []);

    public Task<ServerMetadataResponse> ServerMetadataAsync(Metadata headers) =>
        CallAsync("ServerMetadata", new ServerMetadataRequest(), ServerMetadataResponse.Parser, headers);

    public Task<ModelReadyResponse> ModelReadyAsync(string model, Metadata headers) =>
        CallAsync("ModelReady", new ModelReadyRequest { Name = model }, ModelReadyResponse.Parser, headers);

    public Task<ModelMetadataResponse> ModelMetadataAsync(string model, Metadata headers) =>
        CallAsync("ModelMetadata", new ModelMetadataRequest { Name = model }, ModelMetadataResponse.Parser, headers);

    public Task<ModelInferResponse> InferAsync(ModelInferRequest request, Metadata headers) =>
        CallAsync("ModelInfer", request, ModelInferResponse.Parser, headers);

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        string name, TRequest request, MessageParser<TResponse> parser, Metadata headers)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var method = new Method<TRequest, TResponse>(
            MethodType.Unary,
            "inference.GRPCInferenceService",
            name,
            Marshallers.Create<TRequest>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<TResponse>(_ => throw new NotSupportedException(), parser.ParseFrom));
        var options = new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken);
        using var call = invoker.AsyncUnaryCall(method, host: null, options, request);
        return await call.ResponseAsync;
    }
}
