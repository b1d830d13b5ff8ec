using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Clients that send ten bytes per second, or never finish their headers.</summary>
public sealed class SlowClientTests(PlantedFolder folder) : IClassFixture<PlantedFolder>
{
    private const int Clients = 250;
    private const long MostGrowth = 200_000_000;

    /// <summary>A space, which is valid in a body and in a header.</summary>
    private static readonly byte[] Crumb = [.. Enumerable.Repeat((byte)' ', 10)];

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_SlowBodiesAndHalfHeaders_AreCutWhileOthersAreAnswered()
    {
        using var server = await ServerProcess.StartAsync(folder.Path, Cancellation);
        await PredictAsync(server);
        var before = server.ReadMemory().Now;
        var headers = $"POST {PlantedFolder.PredictPath} HTTP/1.1\r\nHost: {server.Admin.BaseAddress!.Authority}\r\nAuthorization: Bearer {ServerProcess.AdminToken}\r\nContent-Type: application/json\r\n";

        var slow = Enumerable.Range(0, Clients).Select(_ => ReadUntilCutAsync(server, $"{headers}Content-Length: 100000\r\n\r\n")).ToList();
        var half = Enumerable.Range(0, Clients).Select(_ => ReadUntilCutAsync(server, headers)).ToList();
        var all = Task.WhenAll([.. slow, .. half]);
        var answered = 0;
        while (!all.IsCompleted)
        {
            await PredictAsync(server);
            answered++;
            // Without a pause, the test would take the processors from all others for half a minute.
            await Task.Delay(50, Cancellation);
        }

        var answers = await all;
        Assert.All(answers, answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer));
        Assert.Contains(answers, answer => answer.Length > 0);
        Assert.True(answered > 1);
        var growth = server.ReadMemory().Most - before;
        Assert.True(growth <= MostGrowth, string.Create(CultureInfo.InvariantCulture, $"The memory grew by {growth:N0} bytes."));
    }

    /// <summary>Sends ten bytes per second until the server closes the connection. Returns the server's answer.</summary>
    private static async Task<string> ReadUntilCutAsync(ServerProcess server, string beginning)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Admin.BaseAddress!.Host, server.Admin.BaseAddress.Port, patience.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), patience.Token);
        var answer = ReadToEndAsync(stream, patience.Token);
        while (await Task.WhenAny(answer, Task.Delay(Pause, patience.Token)) != answer)
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                await stream.WriteAsync(Crumb, patience.Token);
            }
            catch (IOException cut) when (cut.InnerException is SocketException)
            {
                return await answer;
            }
        }

        return await answer;
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException cut) when (cut.InnerException is SocketException)
        {
            // A server that closes the connection while bytes are in transit resets it.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task PredictAsync(ServerProcess server)
    {
        using var answer = await server.Admin.PostAsJsonAsync(PlantedFolder.PredictPath, new { rows = new[] { new { age = 30 } } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
