using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>One table of the index, a CSV file with the columns <c>name, file, task, target, positive_class</c>.</summary>
/// <param name="PositiveClass">If empty, the search chooses.</param>
internal sealed record QualityTable(string Name, string File, ModelTask Task, string Target, string? PositiveClass)
{
    public static IReadOnlyList<QualityTable> ReadIndex(string folder, string index)
    {
        var table = CsvTableReader.Read(Path.Combine(folder, index)).Table;
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new QualityTable(
            Text(table, "name", row)!,
            Path.Combine(folder, Text(table, "file", row)!),
            Enum.Parse<ModelTask>(Text(table, "task", row)!, ignoreCase: true),
            Text(table, "target", row)!,
            Text(table, "positive_class", row)))];
    }

    private static string? Text(Table table, string column, int row) => table.Find(column)?.TextAt(row);
}
