using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Turns delimited text into an Arrow file batch by batch, so that memory does not grow with the number of rows.</summary>
public static class CsvToArrow
{
    /// <param name="reader">A file that was looked through.</param>
    /// <param name="target">Receives the Arrow file.</param>
    public static void Write(CsvTableReader reader, Stream target, CancellationToken cancellation = default)
    {
        var columns = reader.Plans.Select(plan => new ArrowColumn(plan.Name, plan.Type, plan.Role, plan.Levels is not null)).ToList();
        using var writer = new ArrowTableWriter(target, columns, reader.RowCount);
        foreach (var batch in reader.ReadBatches(ArrowFormat.BatchRows(columns.Count), cancellation))
        {
            writer.Write(batch);
        }

        writer.Complete();
    }
}
