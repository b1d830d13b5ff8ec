using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Parses a column of codes into levels: those of the whole file if the first pass kept them, otherwise those of each batch.</summary>
internal sealed class LevelColumnParser(ColumnPlan plan, int batchRows) : ColumnParser(plan)
{
    private readonly bool _hasFileLevels = plan.Levels is not null;

    /// <summary>The file's levels with replacement characters. Null if none is needed.</summary>
    private readonly string[]? _repairedLevels = plan.Levels is { IsValid: false } levels ? levels.ToStrings() : null;
    private readonly BatchMemory<int> _memory = new();

    /// <summary>The levels of a batch alternate like its codes, because one batch is written while the next is read.</summary>
    private Utf8Levels _levels = plan.Levels ?? new Utf8Levels();
    private Utf8Levels _otherLevels = new();
    private int[] _codes = [];
    private int _count;

    public override void AddMissing() => _codes[_count++] = CategoricalColumn.Missing;

    [MethodImpl(Compilation.AtOnce)]
    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        if (!_levels.TryFind(value, out var code))
        {
            if (!Utf8.IsValid(value))
            {
                return TryAdd(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)));
            }

            code = _levels.Add(value);
        }

        _codes[_count++] = code;
        return Plan.Type != ColumnType.Boolean || code < 2;
    }

    public override Column Take()
    {
        var codes = _count == _codes.Length ? _codes : _codes[.._count];
        (_codes, _count) = ([], 0);
        return _repairedLevels is null ? new Utf8Column(Plan.Name, Plan.Type, codes, _levels) : new CategoricalColumn(Plan.Name, Plan.Type, codes, _repairedLevels);
    }

    public override void Reserve()
    {
        if (_codes.Length == 0)
        {
            _codes = _memory.Next(batchRows);
            if (!_hasFileLevels)
            {
                (_levels, _otherLevels) = (_otherLevels, _levels);
                _levels.Clear();
            }
        }
    }
}
