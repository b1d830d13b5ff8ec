using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer.Commands;

/// <summary><c>profile</c>: describes the columns of a file.</summary>
internal static class ProfileCommand
{
    private static readonly Option<string> Data = CommonOptions.File("--data", "Delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<string?> Sheet = CommonOptions.Sheet();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("profile", "Describe the columns of a file.") { Data, Sheet, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var profile = DatasetProfiler.Profile(await DataFile.ReadAsync(parsed.GetRequiredValue(Data), parsed.GetValue(Sheet), cancellation), cancellation);
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(profile, SearchProtocol.Json));
            return ExitCode.Success;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Rows} rows, {profile.Columns.Count} columns"));
        foreach (var column in profile.Columns)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{column.Name}: {column.Type.ToString().ToLowerInvariant()}, {column.Missing} missing, {column.Distinct} distinct{Values(column)}"));
        }

        return ExitCode.Success;
    }

    private static string Values(ColumnProfile column) => column switch
    {
        { Numbers: { } numbers } => string.Create(CultureInfo.InvariantCulture, $", {numbers.Minimum:G5} to {numbers.Maximum:G5}, mean {numbers.Mean:G5}"),
        { TopValues: { Count: > 0 } top } => $", most often {top[0].Value}",
        _ => "",
    };
}
