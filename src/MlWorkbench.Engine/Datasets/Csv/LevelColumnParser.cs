using System.Runtime.CompilerServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Parses a column of codes into levels: those of the whole file if the first pass kept them, otherwise those of each batch.</summary>
internal sealed class LevelColumnParser(ColumnPlan plan, int batchRows) : ColumnParser(plan)
{
    private readonly string[]? _fileLevels = plan.Levels?.ToStrings();
    private Utf8Levels _levels = plan.Levels ?? new Utf8Levels();
    private readonly BatchMemory<int> _memory = new();
    private int[] _codes = [];
    private int _count;

    public override void AddMissing() => _codes[_count++] = CategoricalColumn.Missing;

    [MethodImpl(Compilation.AtOnce)]
    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        if (!_levels.TryFind(value, out var code))
        {
            code = _levels.Add(value);
        }

        _codes[_count++] = code;
        return Plan.Type != ColumnType.Boolean || code < 2;
    }

    public override Column Take()
    {
        var column = new CategoricalColumn(Plan.Name, Plan.Type, _count == _codes.Length ? _codes : _codes[.._count], _fileLevels ?? _levels.ToStrings());
        (_codes, _count) = ([], 0);
        if (_fileLevels is null)
        {
            _levels = new Utf8Levels();
        }

        return column;
    }

    public override void Reserve()
    {
        if (_codes.Length == 0)
        {
            _codes = _memory.Next(batchRows);
        }
    }
}
