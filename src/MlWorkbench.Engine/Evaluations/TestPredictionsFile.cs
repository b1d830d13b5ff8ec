using System.Runtime.InteropServices;
using System.Text;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Test predictions of a run as a file: a magic number, sizes and names, then the numbers (little endian).</summary>
public static class TestPredictionsFile
{
    private const uint Mark = 0x31505354; // "TSP1"

    public static void Write(Stream stream, TestPredictions test)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write((int)test.Actuals.Task);
        writer.Write(test.Actuals.Rows);
        writer.Write(test.Predictions.Outputs);
        writer.Write(test.Predictions.Threshold);
        WriteTexts(writer, test.Actuals.Classes);
        WriteNumbers<int>(writer, test.RowNumbers);
        WriteNumbers<double>(writer, test.Actuals.Values);
        WriteNumbers<double>(writer, test.Predictions.Values);
        writer.Write(test.Segments.Columns.Count);
        foreach (var column in test.Segments.Columns.Cast<CategoricalColumn>())
        {
            writer.Write(column.Name);
            WriteTexts(writer, column.Levels);
            WriteNumbers<short>(writer, Array.ConvertAll(column.Codes, code => (short)code));
        }
    }

    /// <exception cref="InvalidDataException">The file does not contain test predictions.</exception>
    public static TestPredictions Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Mark)
        {
            throw new InvalidDataException("The file does not contain test predictions.");
        }

        var task = (ModelTask)reader.ReadInt32();
        var (rows, outputs, threshold) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
        var classes = ReadTexts(reader);
        var numbers = ReadNumbers<int>(reader, rows);
        var actuals = new Actuals(task, ReadNumbers<double>(reader, rows), classes);
        var predictions = new Predictions(ReadNumbers<double>(reader, rows * outputs), outputs, threshold);
        var segments = new Column[reader.ReadInt32()];
        for (var i = 0; i < segments.Length; i++)
        {
            var (name, levels) = (reader.ReadString(), ReadTexts(reader));
            segments[i] = new CategoricalColumn(name, ColumnType.Category, Array.ConvertAll(ReadNumbers<short>(reader, rows), code => (int)code), levels);
        }

        return new TestPredictions(numbers, actuals, predictions, new Table(segments));
    }

    private static void WriteTexts(BinaryWriter writer, IReadOnlyCollection<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[reader.ReadInt32()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }

    private static void WriteNumbers<T>(BinaryWriter writer, T[] values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    private static T[] ReadNumbers<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
