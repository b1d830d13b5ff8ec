using System.Diagnostics;
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

        await File.WriteAllTextAsync(folder["other.csv"], "Height,Weight\n180,70\n", TestContext.Current.CancellationToken);
        var refused = await TrainerProgram.RunAsync("predict", "--model", folder["model.zip"], "--data", folder["other.csv"], "--out", folder["refused.csv"]);
        Assert.Equal(3, refused.ExitCode);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFiles(folder.Root, "refused*"));
    }

    [Fact]
    public async Task PredictAndEvaluate_ModelThatLooksBack_SeeEarlierRows()
    {
        using var folder = new WorkFolder();
        // Each day has nine tenths of yesterday's distance from 50, so yesterday is the only useful information.
        var random = new Random(3);
        var (lines, sales) = (new List<string>(), 50.0);
        for (var day = 0; day < 300; day++)
        {
            sales = 50 + (0.9 * (sales - 50)) + (6 * (random.NextDouble() - 0.5));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{day},{day % 7},{sales:F3}"));
        }

        await File.WriteAllLinesAsync(folder["train.csv"], ["day,weekday,sales", .. lines[..200]], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder["test.csv"], ["day,weekday,sales", .. lines[200..]], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["recipe.json"], """{"steps": [{"type": "lag", "column": "sales", "time": "day"}]}""", TestContext.Current.CancellationToken);
        var automl = await TrainerProgram.RunAsync(
            "automl", "--data", folder["train.csv"], "--target", "sales", "--recipe", folder["recipe.json"], "--trainers", "linear", "--max-runs", "2", "--out", folder["model.zip"]);
        Assert.True(automl.ExitCode == 0, automl.Error);

        var evaluate = await TrainerProgram.RunAsync("evaluate", "--model", folder["model.zip"], "--data", folder["test.csv"], "--target", "sales", "--json");
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using var evaluation = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(evaluation.RootElement.GetProperty("metrics")[0].GetProperty("value").GetDouble(), 1.2, 2.2);
        var (frozen, current) = (await PredictAsync(), await PredictAsync("--history", folder["test.csv"]));
        Assert.InRange(current, 1.2, 2.2);
        Assert.True(frozen > 1.3 * current, $"{frozen} without history, {current} with it");

        async Task<double> PredictAsync(params string[] history)
        {
            var predict = await TrainerProgram.RunAsync(["predict", "--model", folder["model.zip"], "--data", folder["test.csv"], "--out", folder["predictions.csv"], .. history]);
            Assert.True(predict.ExitCode == 0, predict.Error);
            var errors = File.ReadLines(folder["predictions.csv"]).Skip(1).Zip(lines[200..], (guess, line) => Number(guess) - Number(line.Split(',')[2]));
            return Math.Sqrt(errors.Average(error => error * error));
        }
    }

    [Fact]
    public async Task AutoMl_FileTooLongForItsBudget_LearnsFromTheSamePartOfItEachTime()
    {
        using var folder = new WorkFolder();
        var filler = new string('x', 200);
        await File.WriteAllLinesAsync(
            folder["long.csv"],
            ["number,filler,label", .. Enumerable.Range(0, 110_000).Select(row => $"{row % 5_000},{filler},{(row * 7919 % 101 < 40 ? "yes" : "no")}")],
            TestContext.Current.CancellationToken);

        var (first, second, whole) = (await Search("--budget", "2"), await Search("--budget", "2"), await Search());

        Assert.Contains("too many for a search of 2 s. The search reads 20 MB in ", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.DoesNotContain("too many", whole, StringComparison.Ordinal);

        // Findings of the search about its rows, without parts that depend on the machine.
        async Task<string> Search(params string[] budget)
        {
            var result = await TrainerProgram.RunAsync(
                ["automl", "--data", folder["long.csv"], "--target", "label", "--max-runs", "1", "--out", folder["model.zip"], "--report", folder["report.json"], .. budget]);
            Assert.True(result.ExitCode == 0, result.Error);
            using var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder["report.json"], TestContext.Current.CancellationToken));
            return report.RootElement.GetProperty("plan").GetProperty("findings") + result.Output.Split('\n').Single(line => line.StartsWith("Validation", StringComparison.Ordinal));
        }
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

    [Fact]
    public async Task AutoMl_WithARecipe_PredictsFromTheRawFile()
    {
        using var folder = new WorkFolder();
        var (train, test) = folder.Split("concrete.csv");
        await File.WriteAllTextAsync(
            folder["recipe.json"],
            """{"steps":[{"type":"combine","left":"water","right":"cement","operation":"ratio"},{"type":"log","column":"age","keep":true},{"type":"drop","columns":["fly_ash"]}]}""",
            TestContext.Current.CancellationToken);

        var automl = await TrainerProgram.RunAsync(
            "automl", "--data", train, "--target", "compressive_strength", "--recipe", folder["recipe.json"], "--max-runs", "2", "--budget", "100", "--out", folder["model.zip"]);
        Assert.True(automl.ExitCode == 0, automl.Error);
        var predict = await TrainerProgram.RunAsync("predict", "--model", folder["model.zip"], "--data", test, "--out", folder["predictions.csv"]);
        Assert.True(predict.ExitCode == 0, predict.Error);
        Assert.Equal(File.ReadLines(test).Count(), File.ReadLines(folder["predictions.csv"]).Count());
    }

    [Theory]
    [InlineData("""{"steps":[{"type":"log","column":"wage"}]}""", "Step 1 of the recipe: There is no column 'wage' at this step.")]
    [InlineData("""{"steps":[{"type":"oneHot","column":"Class"}]}""", "Step 1 of the recipe: 'Class' is the target")]
    [InlineData("steps", "The recipe cannot be read")]
    public async Task AutoMl_RecipeThatDoesNotFit_OneClearLine(string recipe, string message)
    {
        using var folder = new WorkFolder();
        var (train, _) = folder.Split("german-credit.csv");
        await File.WriteAllTextAsync(folder["recipe.json"], recipe, TestContext.Current.CancellationToken);

        var automl = await TrainerProgram.RunAsync("automl", "--data", train, "--target", "Class", "--recipe", folder["recipe.json"], "--out", folder["model.zip"]);

        Assert.Equal(3, automl.ExitCode);
        Assert.Contains(message, automl.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--budget must be more than 0 seconds.", "--target", "Class", "--budget", "0")]
    [InlineData(2, "Option '--target' is required.")]
    [InlineData(3, "The target column 'Klasse' is not in the data, which has 21 columns.", "--target", "Klasse")]
    [InlineData(3, "The excluded column 'Nope' is not in the data, which has 21 columns.", "--target", "Class", "--exclude", "Age,Nope")]
    [InlineData(3, "'magic' is not a trainer.", "--target", "Class", "--trainers", "magic")]
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
    public async Task AutoMl_WorkbookOrParquet_GivesAModelThatReadsAllKindsOfFilesAlike()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        var automl = await TrainerProgram.RunAsync(
            "automl", "--data", WorkFolder.Sample("german-credit.xlsx"), "--sheet", "Credits", "--target", "Class", "--max-runs", "2", "--budget", "100", "--out", folder["model.zip"]);
        Assert.True(automl.ExitCode == 0, automl.Error);

        string[][] files = [["german-credit.csv"], ["german-credit.parquet"], ["german-credit.xlsx", "--sheet", "Credits"]];
        var answers = new List<(string Predictions, string Evaluation)>();
        foreach (var file in files)
        {
            string[] data = ["--model", folder["model.zip"], "--data", WorkFolder.Sample(file[0]), .. file[1..]];
            var predict = await TrainerProgram.RunAsync(["predict", .. data, "--out", folder["predictions.csv"]]);
            Assert.True(predict.ExitCode == 0, predict.Error);
            var evaluate = await TrainerProgram.RunAsync(["evaluate", .. data, "--target", "Class", "--segments", "Housing"]);
            Assert.True(evaluate.ExitCode == 0, evaluate.Error);
            answers.Add((await File.ReadAllTextAsync(folder["predictions.csv"], cancellation), evaluate.Output));
        }

        Assert.Equal(1001, answers[0].Predictions.TrimEnd().Split('\n').Length);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    [Theory]
    [InlineData("german-credit.xlsx", "Loans", "The workbook has no sheet 'Loans'. Its sheets are: 'About', 'Credits'.")]
    [InlineData("german-credit.csv", "Credits", "The file is not a workbook, so it has no sheet 'Credits'.")]
    [InlineData("german-credit.parquet", "Credits", "The file is not a workbook, so it has no sheet 'Credits'.")]
    public async Task Profile_SheetThatIsNotThere_OneClearLine(string file, string sheet, string sentence)
    {
        var profile = await TrainerProgram.RunAsync("profile", "--data", WorkFolder.Sample(file), "--sheet", sheet);

        Assert.Equal(3, profile.ExitCode);
        Assert.Contains(sentence, profile.Error, StringComparison.Ordinal);
        Assert.Single(profile.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Profile_ParquetAndText_SayTheSame()
    {
        var text = await TrainerProgram.RunAsync("profile", "--data", WorkFolder.Sample("german-credit.csv"));
        var parquet = await TrainerProgram.RunAsync("profile", "--data", WorkFolder.Sample("german-credit.parquet"));

        Assert.StartsWith("1000 rows, 21 columns", text.Output, StringComparison.Ordinal);
        Assert.Equal(text.Output, parquet.Output);
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

    /// <summary>Kills the search process after a run, like a crash of a native library or a lack of memory. A kill that does not hit the next run is repeated.</summary>
    [Fact]
    public async Task AutoMl_ProcessDiesInARun_CostsThatRunAndGivesAModel()
    {
        const int MostRestarts = 3;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the searching process in /proc.");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        var (train, _) = folder.Split("german-credit.csv");
        using var process = TrainerProgram.Start(
            "automl", "--data", train, "--target", "Class", "--budget", "300", "--max-runs", "5", "--trainers", "lightgbm", "--out", folder["model.zip"], "--report", folder["report.json"]);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var restart = "";
        for (var kill = 0; kill < MostRestarts && !restart.Contains("without it", StringComparison.Ordinal); kill++)
        {
            await ReadUntilAsync(process, "Run 2:");
            KillChild(process.Id);
            restart = await ReadUntilAsync(process, "The search restarts");
        }

        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        Assert.True(process.ExitCode == 0, error);
        Assert.Contains("without it", restart, StringComparison.Ordinal);
        Assert.Contains("Best: run", await output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["model.zip"]));
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder["report.json"], cancellation));
        var failed = report.RootElement.GetProperty("runs").EnumerateArray().Single(run => run.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String);
        Assert.Contains("killed the Trainer process", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var others = report.RootElement.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("number").GetInt32() != failed.GetProperty("number").GetInt32());
        Assert.DoesNotContain(failed.GetProperty("title").GetString(), others.Select(run => run.GetProperty("title").GetString()));
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended without the line '{text}'.");
    }

    private static void KillChild(int parent)
    {
        var child = File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Single();
        Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture)).Kill();
    }
}
