using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Serving;
using MlWorkbench.Testing;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

/// <summary>The prediction log contains the rows of every protocol.</summary>
public sealed class ProtocolLogTests(GrpcModelServer grpc) : IClassFixture<GrpcModelServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_OneRowByEachProtocol_HasThemAll()
    {
        using var client = await grpc.Models.ClientOfAsync(grpc.Models.Analyst);

        await PostAsync(client, "/api/v1/models/churn/invocations", "application/json", """{"inputs": [[31, 1, "basic"]]}""");
        await PostAsync(client, "/v2/models/churn/infer", "application/json", """{"inputs": [{"name": "x", "shape": [1, 3], "datatype": "BYTES", "data": ["32", "1", "basic"]}]}""");
        await PostAsync(client, "/api/v1/endpoints/churn/predict-stream", "application/x-ndjson", """{"age": 33, "income": 1, "plan": "basic"}""");
        await grpc.Client.InferAsync(OneRow("34", "1", "basic"), new Metadata { { "authorization", client.DefaultRequestHeaders.Authorization!.ToString() } });

        var log = grpc.Models.Server.Services.GetRequiredService<PredictionLogCatalog>();
        await Until.TrueAsync(async () => (await log.ListRecentAsync(grpc.Models.Analyst, "churn", 10, Token)).Count == 4, Token);
    }

    private static async Task PostAsync(HttpClient client, string path, string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await client.PostAsync(path, content, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static ModelInferRequest OneRow(params string[] values) => new()
    {
        ModelName = "churn",
        Inputs =
        {
            new ModelInferRequest.Types.InferInputTensor
            {
                Name = "x",
                Datatype = "BYTES",
                Shape = { 1, values.Length },
                Contents = new InferTensorContents { BytesContents = { values.Select(ByteString.CopyFromUtf8) } },
            },
        },
    };
}
