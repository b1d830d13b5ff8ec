using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Trainer.Commands;

/// <summary><c>drift</c>: compares a newer file with an older one.</summary>
internal static class DriftCommand
{
    private static readonly Option<string> Reference = CommonOptions.File("--reference", "Reference rows: delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<string> Current = CommonOptions.File("--current", "Newer rows: delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("drift", "Compare newer rows with reference rows, column by column.") { Reference, Current, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var reference = await DataFile.ReadAsync(parsed.GetRequiredValue(Reference), null, cancellation);
        var current = await DataFile.ReadAsync(parsed.GetRequiredValue(Current), null, cancellation);
        var result = DriftDetector.Compare(reference, current, threads: Environment.ProcessorCount, cancellation: cancellation);
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, SearchProtocol.Json));
            return ExitCode.Success;
        }

        foreach (var feature in result.Features)
        {
            Console.Out.WriteLine(feature.Error is { } error
                ? $"{feature.Name}: {error}"
                : string.Create(CultureInfo.InvariantCulture, $"{feature.Name}: {(feature.Drifted ? "drifted" : "stable")}, {feature.Test} {feature.Statistic:G4}, threshold {feature.Threshold:G4}"));
        }

        Console.Out.WriteLine(DriftVerdict.Sentence(result));
        return ExitCode.Success;
    }
}
