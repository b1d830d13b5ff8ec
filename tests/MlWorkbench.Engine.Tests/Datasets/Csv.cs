using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Reads tables from literals.</summary>
internal static class Csv
{
    public static ImportedTable Read(string text, DatasetImportOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static ImportedTable Read(byte[] bytes, DatasetImportOptions? options = null) =>
        CsvTableReader.Read(() => new MemoryStream(bytes, writable: false), options, TestContext.Current.CancellationToken);

    /// <summary>Formats a column as <c>name:Type=value,value</c>. A dot represents a missing value.</summary>
    public static string Show(this Column column) =>
        $"{column.Name}:{column.Type}={string.Join(',', Enumerable.Range(0, column.Length).Select(row => column.TextAt(row) ?? "."))}";

    public static string Show(this ImportedTable imported) => string.Join(' ', imported.Table.Columns.Select(Show));

    public static string[] Codes(this ImportedTable imported) => [.. imported.Warnings.Select(warning => warning.Code)];
}
