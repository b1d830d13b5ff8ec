using Apache.Arrow;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Puts the arrays of several record batches together to one column.</summary>
internal abstract class ArrowColumnBuilder(ArrowColumn column)
{
    protected ArrowColumn Target { get; } = column;

    /// <param name="levels">Of a column with a dictionary, where they are known already.</param>
    public static ArrowColumnBuilder Create(ArrowColumn column, int rows, string[]? levels = null) => column switch
    {
        { Type: ColumnType.Integer or ColumnType.Number or ColumnType.Date } => new ArrowNumberBuilder(column, rows),
        { HasDictionary: true } => new ArrowDictionaryBuilder(column, rows, levels),
        _ => new ArrowStringBuilder(column, rows),
    };

    public abstract void Append(IArrowArray array, int start, int length);

    public abstract Column Build();
}
