using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Files are uploaded one after another. Every acknowledged file must exist with its digest, and no other file.</summary>
internal sealed class UploadScenario : Scenario
{
    private const int Rows = 20_000;

    private readonly Dictionary<string, string> _digests = [];
    private int _sent;

    public override string Name => "uploads";

    public override async Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation)
    {
        while (true)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"file-{++_sent}");
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row},{random.Next(1_000)}\n")))));
            content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            using var answer = await server.Admin.PostAsync($"/api/v1/datasets/{name}/versions", content, cancellation);
            answer.EnsureSuccessStatusCode();
            _digests[name] = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("digest").GetString()!;
            Acknowledged++;
        }
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        var faults = new List<string>();
        foreach (var (name, digest) in _digests)
        {
            using var answer = await server.Admin.GetAsync($"/api/v1/datasets/{name}/versions/1", cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                faults.Add($"The acknowledged upload {name} is missing: {answer.StatusCode}.");
            }
            else if ((await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("digest").GetString() != digest)
            {
                faults.Add($"The acknowledged upload {name} has another digest.");
            }
            else
            {
                Kept++;
            }
        }

        // Each file is checked once. Later rounds check the whole database by the digests of its contents.
        _digests.Clear();
        return faults;
    }
}
