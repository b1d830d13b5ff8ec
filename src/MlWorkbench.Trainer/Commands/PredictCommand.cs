using System.CommandLine;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring;

namespace MlWorkbench.Trainer.Commands;

/// <summary><c>predict</c>: scores the rows of a file, in their order.</summary>
internal static class PredictCommand
{
    private const int BatchRows = 65_536;

    private static readonly Option<string> Model = CommonOptions.File("--model", "Model package (zip).");
    private static readonly Option<string> Data = CommonOptions.File("--data", "Rows to score: delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<string?> Sheet = CommonOptions.Sheet();
    private static readonly Option<string?> History = CommonOptions.History();
    private static readonly Option<string> Out = CommonOptions.File("--out", "CSV file to write: label and a probability per class, or score.");

    public static Command Create()
    {
        var command = new Command("predict", "Score the rows of a file with a model.") { Model, Data, Sheet, History, Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var model = await DataFile.AddHistoryAsync(new LoadedModel(DataFile.ReadPackage(parsed.GetRequiredValue(Model))), parsed.GetValue(History), cancellation);
        await DataFile.WriteAsync(parsed.GetRequiredValue(Out), async stream =>
        {
            // Labels remain as spelled in the data, because programs read this file.
            using var writer = new CsvTableWriter(stream, neutraliseFormulas: false);
            await foreach (var rows in DataFile.ReadBatchesForAsync(model.Signature, parsed.GetRequiredValue(Data), parsed.GetValue(Sheet), BatchRows, cancellation))
            {
                await writer.WriteAsync(PredictionTable.Of(model.Signature, model.Score(rows)), cancellation);
            }
        });
        return ExitCode.Success;
    }
}
