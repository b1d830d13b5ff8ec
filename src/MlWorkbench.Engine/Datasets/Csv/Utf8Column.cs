using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>
/// A column of levels in UTF-8. Their strings, which take several times the memory, are created only if they are requested, and then replace the UTF-8.
/// </summary>
internal sealed class Utf8Column(string name, ColumnType type, int[] codes, Utf8Levels levels) : CategoricalColumn(name, type, codes)
{
    private readonly Lock _lock = new();
    private volatile string[]? _strings;

    /// <summary>Null once the strings have been requested.</summary>
    public Utf8Levels? Utf8 { get; private set; } = levels;

    public override string[] Levels => _strings ?? CreateStrings();

    private string[] CreateStrings()
    {
        lock (_lock)
        {
            _strings ??= Utf8!.ToStrings();
            Utf8 = null;
            return _strings;
        }
    }
}
