using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlWorkbench.Web.Serving;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>The snippets of the endpoint page, run by their own interpreters.</summary>
public sealed class PredictionSnippetsTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Curl_Pasted_AnswersFromProduction() => await RunAsync("bash", ["-c", await WithTokenAsync(Snippets.Curl)]);

    [Fact]
    public async Task Python_Pasted_AnswersFromProduction()
    {
        var program = (await WithTokenAsync(Snippets.Python)).Replace("print(json.load(response))", "print(json.dumps(json.load(response)))", StringComparison.Ordinal);

        await RunAsync("python3", ["-c", program]);
    }

    [Fact]
    public async Task CSharp_Pasted_AnswersFromProduction()
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-snippet-");
        var file = System.IO.Path.Combine(folder.FullName, "predict.cs");
        await File.WriteAllTextAsync(file, await WithTokenAsync(Snippets.CSharp), Token);

        await RunAsync("dotnet", ["run", file]);

        folder.Delete(recursive: true);
    }

    /// <summary>A row whose value contains the quotation marks of shells and programs.</summary>
    private PredictionSnippets Snippets => new(
        new Uri(models.Server.Url, "api/v1/models/churn/predict"),
        new JsonObject { ["rows"] = new JsonArray(new JsonObject { ["age"] = 30, ["income"] = 2_000.5, ["plan"] = "it's \"gold\" $HOME \\ {x} äö" }) });

    private async Task<string> WithTokenAsync(string snippet) =>
        snippet.Replace(PredictionSnippets.TokenPlaceholder, await models.TokenOfAsync(models.Analyst), StringComparison.Ordinal);

    private static async Task RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
            return;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(Token);
            var output = await process.StandardOutput.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);

            Assert.True(process.ExitCode == 0, $"{output}\n{await errors}");
            var answer = JsonSerializer.Deserialize<JsonElement>(output);
            Assert.Equal("Yes", answer.GetProperty("predictions")[0].GetProperty("label").GetString());
            Assert.Contains("it's \"gold\" $HOME \\ {x} äö", answer.GetProperty("warnings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }
}
