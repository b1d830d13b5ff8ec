using System.Text;
using Google.Protobuf;
using Grpc.Core;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

public sealed class InferenceServiceTests(GrpcModelServer grpc) : IClassFixture<GrpcModelServer>
{
    [Fact]
    public async Task Server_WithoutToken_AnswersOnlyLiveAndReady()
    {
        Assert.True((await grpc.Client.ServerLiveAsync()).Live);
        Assert.True((await grpc.Client.ServerReadyAsync()).Ready);
        await AssertRefusedAsync(StatusCode.Unauthenticated, () => grpc.Client.ServerMetadataAsync([]));
        await AssertRefusedAsync(StatusCode.Unauthenticated, () => grpc.Client.ModelReadyAsync("churn", []));
        await AssertRefusedAsync(StatusCode.Unauthenticated, () => grpc.Client.InferAsync(Typed("churn"), Bearer("mlw_unknown")));
    }

    [Fact]
    public async Task Metadata_OfServerAndModel_NamesInputsAndOutputs()
    {
        var headers = await HeadersAsync(grpc.Models.Analyst);

        var server = await grpc.Client.ServerMetadataAsync(headers);
        var model = await grpc.Client.ModelMetadataAsync("churn", headers);

        Assert.Equal("mlworkbench", server.Name);
        Assert.True((await grpc.Client.ModelReadyAsync("churn", headers)).Ready);
        Assert.Equal(("churn", "1"), (model.Name, Assert.Single(model.Versions)));
        Assert.Equal([("age", "INT64"), ("income", "FP64"), ("plan", "BYTES")], model.Inputs.Select(input => (input.Name, input.Datatype)));
        Assert.Equal([("label", "BYTES"), ("score", "FP64"), ("probabilities", "FP64")], model.Outputs.Select(output => (output.Name, output.Datatype)));
        Assert.Equal([-1, 2], model.Outputs[2].Shape);
        Assert.Equal("""["No","Yes"]""", model.Properties["classes"]);
    }

    [Fact]
    public async Task Infer_TypedContents_AnswersTypedContents()
    {
        var answer = await grpc.Client.InferAsync(Typed("churn"), await HeadersAsync(grpc.Models.Analyst));

        Assert.Equal(("churn", "1", "7"), (answer.ModelName, answer.ModelVersion, answer.Id));
        Assert.Equal(["label", "score", "probabilities"], answer.Outputs.Select(output => output.Name));
        Assert.Equal(["Yes", "No"], answer.Outputs[0].Contents.BytesContents.Select(label => label.ToStringUtf8()));
        Assert.Equal(0.7858, answer.Outputs[1].Contents.Fp64Contents[0], 4);
        Assert.Equal([2, 2], answer.Outputs[2].Shape);
        Assert.Equal(answer.Outputs[1].Contents.Fp64Contents[0], answer.Outputs[2].Contents.Fp64Contents[1]);
        Assert.Empty(answer.RawOutputContents);
    }

    [Fact]
    public async Task Infer_RawContents_AnswersRawContentsOfTheRequestedOutputs()
    {
        var request = Raw("churn", Little(30L, 60L), Little(2_000.0, double.NaN), Texts("basic", "plus"));
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "label" });
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "score" });

        var answer = await grpc.Client.InferAsync(request, await HeadersAsync(grpc.Models.Analyst));

        Assert.Equal(["label", "score"], answer.Outputs.Select(output => output.Name));
        Assert.Equal(Texts("Yes", "No"), answer.RawOutputContents[0]);
        Assert.Equal(0.7858, BitConverter.ToDouble(answer.RawOutputContents[1].Span), 4);
        Assert.All(answer.Outputs, output => Assert.Null(output.Contents));
    }

    [Fact]
    public async Task Infer_ByCallersWithoutTheRight_ModelOrVersion_IsRefusedByStatus()
    {
        var analyst = await HeadersAsync(grpc.Models.Analyst);
        await grpc.Models.RegisterAsync("shelved", new SampleRun());

        await AssertRefusedAsync(StatusCode.PermissionDenied, async () => await grpc.Client.InferAsync(Typed("churn"), await HeadersAsync(grpc.Models.Viewer)));
        await AssertRefusedAsync(StatusCode.NotFound, () => grpc.Client.InferAsync(Typed("nothing"), analyst));
        await AssertRefusedAsync(StatusCode.NotFound, () => grpc.Client.InferAsync(Typed("churn", version: "99"), analyst));
        await AssertRefusedAsync(StatusCode.FailedPrecondition, () => grpc.Client.InferAsync(Typed("shelved"), analyst));
        Assert.Equal("2", (await grpc.Client.InferAsync(Typed("churn", version: "2"), analyst)).ModelVersion);
    }

    [Fact]
    public async Task Infer_InAProject_ByMetadata_FindsOnlyItsModels()
    {
        var headers = await HeadersAsync(grpc.Models.Analyst);
        headers.Add("mlw-project", "default");
        Assert.Equal("1", (await grpc.Client.InferAsync(Typed("churn"), headers)).ModelVersion);

        var elsewhere = await HeadersAsync(grpc.Models.Analyst);
        elsewhere.Add("mlw-project", "secret");
        await AssertRefusedAsync(StatusCode.NotFound, () => grpc.Client.InferAsync(Typed("churn"), elsewhere));
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("overflow")]
    [InlineData("negative")]
    [InlineData("datatype")]
    [InlineData("bytes")]
    [InlineData("text")]
    [InlineData("infinite")]
    [InlineData("both")]
    [InlineData("half")]
    [InlineData("output")]
    public async Task Infer_InputThatCannotBeRead_IsAnInvalidArgument(string fault)
    {
        var request = Raw("churn", Little(30L, 60L), Little(2_000.0, 1.0), Texts("basic", "plus"));
        switch (fault)
        {
            case "rows":
                request.Inputs[0].Shape[0] = 3;
                break;
            case "overflow":
                request.Inputs[0].Shape.Clear();
                request.Inputs[0].Shape.AddRange([long.MaxValue, 4]);
                break;
            case "negative":
                request.Inputs[0].Shape[0] = -2;
                break;
            case "datatype":
                request.Inputs[0].Datatype = "INT65";
                break;
            case "bytes":
                request.RawInputContents[2] = ByteString.CopyFrom(0xff, 0xff, 0xff, 0xff, 1);
                break;
            case "text":
                request.RawInputContents[2] = ByteString.CopyFrom(1, 0, 0, 0, 0xff, 0, 0, 0, 0);
                break;
            case "infinite":
                request.RawInputContents[1] = Little(double.PositiveInfinity, 1.0);
                break;
            case "both":
                request.Inputs[0].Contents = new InferTensorContents { Int64Contents = { 1, 2 } };
                break;
            case "half":
                request.RawInputContents.RemoveAt(2);
                break;
            default:
                request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "logits" });
                break;
        }

        await AssertRefusedAsync(StatusCode.InvalidArgument, async () => await grpc.Client.InferAsync(request, await HeadersAsync(grpc.Models.Analyst)));
    }

    [Fact]
    public async Task Infer_CompressedMessage_IsRefused()
    {
        var headers = await HeadersAsync(grpc.Models.Analyst);
        headers.Add("grpc-internal-encoding-request", "gzip");

        await AssertRefusedAsync(StatusCode.Unimplemented, () => grpc.Client.InferAsync(Typed("churn"), headers));
    }

    [Fact]
    public async Task Infer_MessageAboveTheLimit_IsRefused()
    {
        var request = Raw("churn", Little(30L, 60L), Little(2_000.0, 1.0), ByteString.CopyFrom(new byte[30_000_001]));

        await AssertRefusedAsync(StatusCode.ResourceExhausted, async () => await grpc.Client.InferAsync(request, await HeadersAsync(grpc.Models.Analyst)));
    }

    private static async Task AssertRefusedAsync(StatusCode status, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, refusal.StatusCode);
        Assert.NotEmpty(refusal.Status.Detail);
    }

    private static ModelInferRequest Typed(string model, string version = "") => new()
    {
        ModelName = model,
        ModelVersion = version,
        Id = "7",
        Inputs =
        {
            Input("age", "INT32", new InferTensorContents { IntContents = { 30, 60 } }),
            Input("income", "FP32", new InferTensorContents { Fp32Contents = { 2_000, float.NaN } }),
            Input("plan", "BYTES", new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("basic"), ByteString.CopyFromUtf8("plus") } }),
        },
    };

    private static ModelInferRequest Raw(string model, params ByteString[] contents) => new()
    {
        ModelName = model,
        Inputs = { Input("age", "INT64", null), Input("income", "FP64", null), Input("plan", "BYTES", null) },
        RawInputContents = { contents },
    };

    private static ModelInferRequest.Types.InferInputTensor Input(string name, string datatype, InferTensorContents? contents) =>
        new() { Name = name, Datatype = datatype, Shape = { 2 }, Contents = contents };

    private static ByteString Little(params long[] values) => ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]);

    private static ByteString Little(params double[] values) => ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]);

    private static ByteString Texts(params string[] texts) =>
        ByteString.CopyFrom([.. texts.Select(Encoding.UTF8.GetBytes).SelectMany(text => (byte[])[.. BitConverter.GetBytes(text.Length), .. text])]);

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<Metadata> HeadersAsync(Actor actor) => Bearer(await grpc.Models.TokenOfAsync(actor));
}
