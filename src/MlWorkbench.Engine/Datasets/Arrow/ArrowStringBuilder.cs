using Apache.Arrow;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

internal sealed class ArrowStringBuilder(ArrowColumn column, int rows) : ArrowColumnBuilder(column)
{
    private readonly int[] _codes = new int[rows];
    private readonly Utf8Levels _levels = new();
    private int _count;

    public override void Append(IArrowArray array, int start, int length)
    {
        var strings = (StringArray)array;
        for (var i = start; i < start + length; i++)
        {
            if (strings.IsNull(i))
            {
                _codes[_count++] = CategoricalColumn.Missing;
                continue;
            }

            var value = strings.GetBytes(i);
            _codes[_count++] = _levels.TryFind(value, out var code) ? code : _levels.Add(value);
        }
    }

    public override Column Build() => new CategoricalColumn(Target.Name, Target.Type, _codes, _levels.ToStrings());
}
