using System.Globalization;
using System.Text.Json;

namespace MlWorkbench.Trainer.Tests;

public sealed class AutoMlCommandTests
{
    [Fact]
    public async Task AutoMl_BinaryTable_GivesAModelThatPredictsAndIsEvaluated()
    {
        using var folder = new WorkFolder();
        var (train, test) = folder.Split("german-credit.csv");

        var automl = await TrainerProgram.RunAsync(
            "automl", "--data", train, "--target", "Class", "--max-runs", "4", "--budget", "100", "--out", folder["model.zip"], "--report", folder["report.json"]);
        Assert.True(automl.ExitCode == 0, automl.Error);
        Assert.Contains("Validation: auc", automl.Output, StringComparison.Ordinal);

        var predict = await TrainerProgram.RunAsync("predict", "--model", folder["model.zip"], "--data", test, "--out", folder["predictions.csv"]);
        Assert.True(predict.ExitCode == 0, predict.Error);
        var lines = await File.ReadAllLinesAsync(folder["predictions.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("label,probability_Good,probability_Bad", lines[0]);
        Assert.Equal(File.ReadLines(test).Count(), lines.Length);
        foreach (var line in lines.Skip(1))
        {
            var fields = line.Split(',');
            var (good, bad) = (Number(fields[1]), Number(fields[2]));
            Assert.Equal(1, good + bad, 1e-9);
            Assert.Equal(bad >= 0.5 ? "Bad" : "Good", fields[0]);
        }

        var evaluate = await TrainerProgram.RunAsync(
            "evaluate", "--model", folder["model.zip"], "--data", test, "--target", "Class", "--segments", "Housing", "--json");
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using var evaluation = JsonDocument.Parse(evaluate.Output);
        var auc = evaluation.RootElement.GetProperty("metrics")[0];
        Assert.Equal("auc", auc.GetProperty("name").GetString());
        Assert.InRange(auc.GetProperty("value").GetDouble(), 0.72, 0.9);
        Assert.Equal(3, evaluation.RootElement.GetProperty("segments").GetArrayLength());
    }

    [Fact]
    public async Task AutoMl_RegressionTable_BeatsTheMeanByFar()
    {
        using var folder = new WorkFolder();
        var (train, test) = folder.Split("concrete.csv");

        var automl = await TrainerProgram.RunAsync(
            "automl", "--data", train, "--target", "compressive_strength", "--max-runs", "3", "--budget", "100", "--out", folder["model.zip"]);
        Assert.True(automl.ExitCode == 0, automl.Error);
        var evaluate = await TrainerProgram.RunAsync("evaluate", "--model", folder["model.zip"], "--data", test, "--target", "compressive_strength", "--json");
        using var evaluation = JsonDocument.Parse(evaluate.Output);
        // The standard deviation of the target is 16.7.
        Assert.InRange(evaluation.RootElement.GetProperty("metrics")[0].GetProperty("value").GetDouble(), 3, 6.5);
    }

    [Theory]
    [InlineData(2, "--budget must be more than 0 seconds.", "--target", "Class", "--budget", "0")]
    [InlineData(2, "Option '--target' is required.")]
    [InlineData(3, "There is no column 'Klasse' in the data.", "--target", "Klasse")]
    [InlineData(3, "The excluded column 'Nope' is not in the data.", "--target", "Class", "--exclude", "Age,Nope")]
    [InlineData(3, "There is no trainer 'magic'.", "--target", "Class", "--trainers", "magic")]
    public async Task AutoMl_WrongUsageOrInput_SaysSoInOneLine(int exitCode, string sentence, params string[] arguments)
    {
        using var folder = new WorkFolder();
        var (train, _) = folder.Split("german-credit.csv");

        var result = await TrainerProgram.RunAsync(["automl", "--data", train, "--out", folder["model.zip"], .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(folder["model.zip"]));
    }

    [Fact]
    public async Task Predict_DamagedModel_IsRefused()
    {
        using var folder = new WorkFolder();
        var (train, _) = folder.Split("german-credit.csv");
        await File.WriteAllTextAsync(folder["model.zip"], "not a zip", TestContext.Current.CancellationToken);

        var result = await TrainerProgram.RunAsync("predict", "--model", folder["model.zip"], "--data", train, "--out", folder["out.csv"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
