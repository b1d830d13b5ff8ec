using Apache.Arrow;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

internal sealed class ArrowNumberBuilder(ArrowColumn column, int rows) : ArrowColumnBuilder(column)
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly double[] _values = new double[rows];
    private int _count;

    public override void Append(IArrowArray array, int start, int length)
    {
        var target = _values.AsSpan(_count, length);
        switch (array)
        {
            case DoubleArray doubles:
                doubles.Values.Slice(start, length).CopyTo(target);
                break;
            case Int64Array integers:
                Convert(integers.Values.Slice(start, length), target, 1);
                break;
            case TimestampArray dates:
                Convert(dates.Values.Slice(start, length), target, MicrosecondsPerSecond);
                break;
            default:
                throw new InvalidDataException($"Column '{Target.Name}' is stored in an unknown way.");
        }

        if (array.NullCount > 0)
        {
            for (var i = 0; i < length; i++)
            {
                target[i] = array.IsNull(start + i) ? double.NaN : target[i];
            }
        }

        _count += length;
    }

    public override Column Build() => new NumericColumn(Target.Name, Target.Type, _values);

    private static void Convert(ReadOnlySpan<long> source, Span<double> target, double scale)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i] / scale;
        }
    }
}
