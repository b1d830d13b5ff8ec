using System.Runtime.InteropServices;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Out-of-fold predictions of a run as a file: a magic number, the numbers of outputs and rows, then the values (little endian).</summary>
public static class OutOfFoldFile
{
    private const uint Mark = 0x31464F4F; // "OOF1"

    public static void Write(Stream stream, Predictions predictions)
    {
        Span<int> head = [unchecked((int)Mark), predictions.Outputs, predictions.Rows];
        stream.Write(MemoryMarshal.AsBytes(head));
        stream.Write(MemoryMarshal.AsBytes(predictions.Values.AsSpan()));
    }

    /// <summary>The predictions. Null if the file is incomplete or has another number of rows or outputs.</summary>
    public static Predictions? Read(Stream stream, int rows, int outputs)
    {
        Span<int> head = stackalloc int[3];
        if (stream.ReadAtLeast(MemoryMarshal.AsBytes(head), 12, throwOnEndOfStream: false) < 12
            || unchecked((uint)head[0]) != Mark || head[1] != outputs || head[2] != rows)
        {
            return null;
        }

        var values = new double[rows * outputs];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && values.All(double.IsFinite)
            ? new Predictions(values, outputs)
            : null;
    }
}
