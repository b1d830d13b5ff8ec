namespace MlWorkbench.Scoring.Data;

/// <summary>
/// A <see cref="ColumnType.Boolean"/>, <see cref="ColumnType.Category"/> or <see cref="ColumnType.Text"/> column: one code per row, an index of the distinct
/// levels. −1 means missing.
/// </summary>
public class CategoricalColumn : Column
{
    public const int Missing = -1;

    private readonly string[] _levels;

    public CategoricalColumn(string name, ColumnType type, int[] codes, string[] levels)
        : base(name, type)
    {
        if (type is not (ColumnType.Boolean or ColumnType.Category or ColumnType.Text))
        {
            throw new ArgumentException($"A categorical column cannot hold {type} values.", nameof(type));
        }

        Codes = codes;
        _levels = levels;
    }

    /// <summary>For a column that creates its levels when they are first needed.</summary>
    private protected CategoricalColumn(string name, ColumnType type, int[] codes)
        : this(name, type, codes, [])
    {
    }

    /// <summary>Index into <see cref="Levels"/> per row. −1 if the value is missing.</summary>
    public int[] Codes { get; }

    public virtual string[] Levels => _levels;

    public override int Length => Codes.Length;

    public override bool IsMissing(int row) => Codes[row] < 0;

    public override CategoricalColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = Codes[rows[i]];
        }

        return new CategoricalColumn(Name, Type, taken, Levels);
    }

    public override string? TextAt(int row) => Codes[row] < 0 ? null : Levels[Codes[row]];
}
