using System.Text.Json;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests;

public sealed class GuideTests
{
    [Fact]
    public void Sample_OfTheGuide_ScoresARow()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            using (var target = File.Create(path))
            {
                ModelPackageWriter.Write(SmallModel.Package(), target, SmallModel.Created);
            }

            var model = new LoadedModel(SmallModel.Package());
            var row = model.NewRow();
            (row.Numbers[0], row.Texts[1], row.Texts[4]) = (41, "red", "Yes");
            var outputs = new double[2];
            model.Score(row, outputs);
            Assert.Equal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"yes: {outputs[1]:F3}"), RunSample(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Guide_Sample_IsTheCodeThatRunsHere()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MlWorkbench.sln")))
        {
            root = root.Parent!;
        }

        var guide = File.ReadAllText(Path.Combine(root.FullName, "docs/guides/use-a-model-in-dotnet.md"));
        var here = File.ReadAllText(Path.Combine(root.FullName, "tests/MlWorkbench.Scoring.Tests/GuideTests.cs"));
        var sample = guide.Split("```csharp\n")[1].Split("```")[0]
            .Replace("\"model.zip\"", "path", StringComparison.Ordinal)
            .Replace("Console.WriteLine(", "return string.Create(System.Globalization.CultureInfo.InvariantCulture, ", StringComparison.Ordinal);
        foreach (var line in sample.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Contains(line, here, StringComparison.Ordinal);
        }
    }

    private static string RunSample(string path)
    {
        using var file = File.OpenRead(path);
        var model = LoadedModel.Load(file);

        var row = model.NewRow();
        var issues = new List<SignatureIssue>();
        using var json = JsonDocument.Parse("""{"age": 41, "colour": "red", "member": true}""");
        model.Check.Read(json.RootElement, row, issues);

        var outputs = new double[model.Outputs];
        model.Score(row, outputs);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{model.Signature.LabelOf(outputs)}: {outputs[1]:F3}");
    }
}
