using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>The gRPC flavour of the Open Inference Protocol, version 2.</summary>
internal sealed class InferenceService(InferenceServer server) : GRPCInferenceService.GRPCInferenceServiceBase
{
    [AllowAnonymous]
    public override Task<ServerLiveResponse> ServerLive(ServerLiveRequest request, ServerCallContext context) =>
        Task.FromResult(new ServerLiveResponse { Live = true });

    [AllowAnonymous]
    public override async Task<ServerReadyResponse> ServerReady(ServerReadyRequest request, ServerCallContext context) =>
        new() { Ready = await server.IsReadyAsync(context.CancellationToken) };

    public override async Task<ModelReadyResponse> ModelReady(ModelReadyRequest request, ServerCallContext context)
    {
        await FindAsync(request.Name, request.Version, context);
        return new ModelReadyResponse { Ready = true };
    }

    public override Task<ServerMetadataResponse> ServerMetadata(ServerMetadataRequest request, ServerCallContext context) =>
        Task.FromResult(new ServerMetadataResponse { Name = InferenceServer.Name, Version = ProductVersion.Current });

    public override async Task<ModelMetadataResponse> ModelMetadata(ModelMetadataRequest request, ServerCallContext context)
    {
        var served = await FindAsync(request.Name, request.Version, context);
        return new ModelMetadataResponse
        {
            Name = served.Model,
            Versions = { served.Version.ToString(CultureInfo.InvariantCulture) },
            Platform = InferenceServer.Platform,
            Inputs = { TensorMetadata.InputsOf(served.Signature).Select(Convert) },
            Outputs = { TensorMetadata.OutputsOf(served.Signature).Select(Convert) },
            Properties = { TensorMetadata.PropertiesOf(served.Signature).ToDictionary() },
        };
    }

    public override async Task<ModelInferResponse> ModelInfer(ModelInferRequest request, ServerCallContext context)
    {
        // Refuses a caller without the right before the inputs are read.
        await FindAsync(request.ModelName, request.ModelVersion, context);
        var (version, outputs) = await server.InferAsync(
            context.GetHttpContext().User.ToActor(),
            request.ModelName,
            request.ModelVersion,
            WireTensors.Read(request),
            [.. request.Outputs.Select(output => output.Name)],
            context.CancellationToken);
        var response = new ModelInferResponse { ModelName = request.ModelName, ModelVersion = version, Id = request.Id };
        WireTensors.Write(outputs, response, asRaw: request.RawInputContents.Count > 0);
        return response;
    }

    private Task<ServedSignature> FindAsync(string model, string version, ServerCallContext context) =>
        server.FindAsync(context.GetHttpContext().User.ToActor(), model, version, context.CancellationToken);

    private static ModelMetadataResponse.Types.TensorMetadata Convert(TensorMetadata tensor) =>
        new() { Name = tensor.Name, Datatype = tensor.Datatype, Shape = { tensor.Shape } };
}
