using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

public sealed class PredictionStreamTests(GrpcModelServer grpc) : IClassFixture<GrpcModelServer>
{
    private const string Path = "/api/v1/endpoints/churn/predict-stream";
    private const string Row = """{"age": 30, "income": 2000, "plan": "basic"}""";
    private const string Type = "application/x-ndjson";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModelServer Models => grpc.Models;

    [Fact]
    public async Task Stream_Http2CallerWhoWaitsForEachAnswer_IsAnsweredLineByLine()
    {
        var lines = Channel.CreateUnbounded<string>();
        using var client = new HttpClient { BaseAddress = grpc.Http2 };
        using var answer = await OpenAsync(client, lines.Reader, await Models.TokenOfAsync(Models.Analyst));
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));

        await lines.Writer.WriteAsync(Row + "\n", Token);
        var first = JsonElement.Parse((await reader.ReadLineAsync(Token))!);
        await lines.Writer.WriteAsync("""{"age": "old", "income": 2000, "plan": "basic"}""" + "\n", Token);
        var second = JsonElement.Parse((await reader.ReadLineAsync(Token))!).GetProperty("error");
        await lines.Writer.WriteAsync(Row, Token);
        lines.Writer.Complete();
        var third = JsonElement.Parse((await reader.ReadLineAsync(Token))!);

        Assert.Equal(Type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["id", "label", "score", "probabilities", "version", "route"], first.EnumerateObject().Select(property => property.Name));
        Assert.Equal(0.7858, first.GetProperty("score").GetDouble(), 4);
        Assert.Equal(("row_invalid", "age"), (second.GetProperty("code").GetString(), second.GetProperty("column").GetString()));
        Assert.StartsWith("Line 2: Column 'age'", second.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("Yes", third.GetProperty("label").GetString());
        Assert.Null(await reader.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Stream_Http1CallerWhoWaitsForEachAnswer_IsAnsweredLineByLine()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Models.Server.Url.Host, Models.Server.Url.Port, Token);
        await using var connection = client.GetStream();
        using var reader = new StreamReader(connection);
        await SendAsync(connection, $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {await Models.TokenOfAsync(Models.Analyst)}\r\n"
            + $"Content-Type: {Type}\r\nTransfer-Encoding: chunked\r\n\r\n");
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Token));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await SendAsync(connection, string.Create(CultureInfo.InvariantCulture, $"{Row.Length + 1:x}\r\n{Row}\n\r\n"));
            Assert.Contains("\"Yes\"", await ReadAnswerAsync(reader), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stream_ManyLinesWithRefusedOnesBetween_AreAnsweredInOrder()
    {
        var lines = Enumerable.Range(1, 260).Select(line => line switch
        {
            _ when line % 50 == 0 => """{"age": "old"}""",
            7 or 8 => "[1]",
            9 => """{"age": 30},{"age": 31}""",
            10 => """{"plan": "\ud83d"}""",
            11 => $$"""{"plan": "{{new string('x', 1_000_001)}}"}""",
            12 => """{"colour": "red"}""",
            _ => string.Create(CultureInfo.InvariantCulture, $$"""{"age": {{line / 2.0}}, "income": 1, "plan": "basic"}"""),
        });

        var answers = await AnswerAsync(string.Join("\r\n", lines));

        Assert.Equal(260, answers.Count);
        var codes = answers.Index().Where(answer => answer.Item.TryGetProperty("error", out _))
            .ToDictionary(answer => answer.Index + 1, answer => answer.Item.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal([7, 8, 9, 10, 11, 12, 50, 100, 150, 200, 250], codes.Keys);
        Assert.Equal(["row_invalid", "row_invalid", "json_invalid", "json_invalid", "line_long", "row_without_columns"], codes.Values.Take(6));
        var scores = answers.Where(answer => answer.TryGetProperty("score", out _)).Select(answer => answer.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(249, scores.Distinct().Count());
    }

    [Fact]
    public async Task Stream_LargerThanOtherBodiesMayBe_IsAnsweredToItsEnd()
    {
        var line = $$"""{"age": 30, "income": 1, "plan": "{{new string('x', 900_000)}}"}""";

        var answers = await AnswerAsync(string.Concat(Enumerable.Repeat(line + "\n", 40)));

        Assert.Equal(40, answers.Count);
        Assert.All(answers, answer => Assert.Equal(1, answer.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Stream_EmptyOrBlank_AnswersNothing()
    {
        Assert.Empty(await AnswerAsync(""));
        Assert.Empty(await AnswerAsync("\n \n\r\n"));
    }

    [Fact]
    public async Task Stream_WithoutTokenRightEndpointProductionOrType_IsRefusedBeforeItStarts()
    {
        await Models.RegisterAsync("shelved", new SampleRun());
        using var nobody = Models.Server.CreateClient();
        using var viewer = await Models.ClientOfAsync(Models.Viewer);
        using var analyst = await Models.ClientOfAsync(Models.Analyst);

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(nobody, Path, Row)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(viewer, Path, Row)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(analyst, "/api/v1/endpoints/nothing/predict-stream", Row)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(analyst, "/api/v1/endpoints/shelved/predict-stream", Row)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(analyst, Path, Row, "text/csv")).StatusCode);
    }

    [Fact]
    public async Task Stream_TokenRevokedMeanwhile_EndsAtTheNextLine()
    {
        var issued = await Models.Server.Services.GetRequiredService<ApiTokens>().IssueAsync(Models.Analyst, new TokenOrder("stream"), Token);
        var lines = Channel.CreateUnbounded<string>();
        using var client = new HttpClient { BaseAddress = grpc.Http2 };
        using var answer = await OpenAsync(client, lines.Reader, issued.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        await lines.Writer.WriteAsync(Row + "\n", Token);
        Assert.Contains("\"Yes\"", await reader.ReadLineAsync(Token), StringComparison.Ordinal);

        await Models.Server.Services.GetRequiredService<ApiTokens>().RevokeAsync(Models.Analyst, issued.Id, Token);
        await lines.Writer.WriteAsync(Row + "\n", Token);

        Assert.Contains("\"token_ended\"", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        lines.Writer.Complete();
        Assert.Null(await reader.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Stream_WhileTheServerStops_EndsWithTheReason()
    {
        await using var stopping = new GrpcModelServer();
        await stopping.InitializeAsync();
        var lines = Channel.CreateUnbounded<string>();
        using var client = new HttpClient { BaseAddress = stopping.Http2 };
        using var answer = await OpenAsync(client, lines.Reader, WorkbenchServer.AdminToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));

        stopping.Models.Server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Contains("\"stopping\"", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        lines.Writer.Complete();
        Assert.Null(await reader.ReadLineAsync(Token));
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient client, ChannelReader<string> lines, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new LinesContent(lines),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, string type = Type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await client.PostAsync(path, content, Token);
    }

    private static async Task SendAsync(NetworkStream connection, string text) => await connection.WriteAsync(Encoding.ASCII.GetBytes(text), Token);

    /// <summary>The next line of the body that is an answer, not the length of a chunk or a header.</summary>
    private static async Task<string> ReadAnswerAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith('{'))
            {
                return line;
            }
        }

        return "";
    }

    private async Task<List<JsonElement>> AnswerAsync(string body)
    {
        using var client = await Models.ClientOfAsync(Models.Analyst);
        using var answer = await PostAsync(client, Path, body);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>Sends each line when it is written, and the headers before the first.</summary>
    private sealed class LinesContent : HttpContent
    {
        private readonly ChannelReader<string> _lines;

        public LinesContent(ChannelReader<string> lines)
        {
            _lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue(Type);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(Token);
            await foreach (var line in _lines.ReadAllAsync(Token))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line), Token);
                await stream.FlushAsync(Token);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
