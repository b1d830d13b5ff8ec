using Apache.Arrow;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Combines the arrays of several record batches into one column.</summary>
internal abstract class ArrowColumnBuilder(ArrowColumn column)
{
    protected ArrowColumn Target { get; } = column;

    /// <param name="levels">Known levels of a column with a dictionary.</param>
    public static ArrowColumnBuilder Create(ArrowColumn column, int rows, string[]? levels = null) => column switch
    {
        { Type: ColumnType.Integer or ColumnType.Number or ColumnType.Date } => new ArrowNumberBuilder(column, rows),
        { HasDictionary: true } => new ArrowDictionaryBuilder(column, rows, levels),
        _ => new ArrowStringBuilder(column, rows),
    };

    public abstract void Append(IArrowArray array, int start, int length);

    public abstract Column Build();
}
