using Apache.Arrow;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <param name="levels">Levels of the column from an earlier batch. If null, they are read from the file.</param>
internal sealed class ArrowDictionaryBuilder(ArrowColumn column, int rows, string[]? levels) : ArrowColumnBuilder(column)
{
    private readonly int[] _codes = new int[rows];
    private string[]? _levels = levels;
    private int _count;

    public override void Append(IArrowArray array, int start, int length)
    {
        var dictionary = (DictionaryArray)array;
        var indices = (Int32Array)dictionary.Indices;
        _levels ??= ReadLevels((StringArray)dictionary.Dictionary);

        var target = _codes.AsSpan(_count, length);
        indices.Values.Slice(start, length).CopyTo(target);
        if (indices.NullCount > 0)
        {
            for (var i = 0; i < length; i++)
            {
                target[i] = indices.IsNull(start + i) ? CategoricalColumn.Missing : target[i];
            }
        }

        _count += length;
    }

    public override Column Build() => new CategoricalColumn(Target.Name, Target.Type, _codes, _levels ?? []);

    private static string[] ReadLevels(StringArray values)
    {
        var levels = new string[values.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = values.GetString(i);
        }

        return levels;
    }
}
