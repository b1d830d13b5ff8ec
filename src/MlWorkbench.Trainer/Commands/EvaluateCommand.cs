using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Trainer.Commands;

/// <summary><c>evaluate</c>: evaluates a model on labelled rows.</summary>
internal static class EvaluateCommand
{
    private const int Seed = 1;

    private static readonly Option<string> Model = CommonOptions.File("--model", "Model package (zip).");
    private static readonly Option<string> Data = CommonOptions.File("--data", "Labelled rows: delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<string?> Sheet = CommonOptions.Sheet();
    private static readonly Option<string> Target = CommonOptions.File("--target", "Column with the actual outcomes.");
    private static readonly Option<string[]?> Segments = CommonOptions.Columns("--segments", "Columns whose levels form segments, separated by commas.");
    private static readonly Option<string?> History = CommonOptions.History();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("evaluate", "Evaluate a model on labelled rows.") { Model, Data, Sheet, Target, Segments, History, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = await DataFile.AddHistoryAsync(new LoadedModel(DataFile.ReadPackage(parsed.GetRequiredValue(Model))), parsed.GetValue(History), cancellation);
        var table = await DataFile.ReadForAsync(model.Signature, parsed.GetRequiredValue(Data), parsed.GetValue(Sheet), cancellation);
        var (actuals, rows) = LabelledRows.Of(table, parsed.GetRequiredValue(Target), model.Signature);
        var segments = parsed.GetValue(Segments) ?? [];
        RequireColumns(table, segments);
        var labelled = rows.Length == table.RowCount ? table : table.Take(rows);
        // Each row looks back at the rows before it, as in production.
        model = model.WithHistory(table);
        var predictions = new Predictions(model.Score(labelled), model.Signature.Outputs, model.Signature.Threshold);
        var evaluation = RunEvaluator.Evaluate(
            actuals, predictions, new Table([.. segments.Select(name => labelled[name])]), Metrics.Default(model.Signature.Task), Seed);
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(evaluation, SearchProtocol.Json));
        }
        else
        {
            Print(evaluation);
        }

        return ExitCode.Success;
    }

    private static void Print(SplitEvaluation evaluation)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{evaluation.Rows} rows"));
        foreach (var metric in evaluation.Metrics)
        {
            Console.Out.WriteLine($"{metric.Name,-24} {Describe(metric)}");
        }

        foreach (var segment in evaluation.Segments)
        {
            var value = segment.Metric is { } metric ? Describe(metric) : "";
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{segment.Column} = {segment.Level ?? "(missing)"}: {segment.Rows} rows {value} {segment.Note}").TrimEnd());
        }
    }

    private static string Describe(MetricValue metric) => metric is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{metric.Value:G5} (95 % interval {low:G5} to {high:G5})")
        : metric.Value.ToString("G5", CultureInfo.InvariantCulture);

    private static void RequireColumns(Table table, IReadOnlyList<string> segments)
    {
        if (segments.FirstOrDefault(name => table.Find(name) is null) is { } unknown)
        {
            throw new EngineException("unknown_column", $"The segment column '{unknown}' is not in the data, which has {table.Columns.Count} columns.", column: unknown);
        }
    }
}
