using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>
/// A 64-bit hash of each row's values, built column by column. Equal rows have equal hashes in every table with the same columns in the same order;
/// among a million different rows, the chance that any two share a hash is about 3 in 100 million.
/// </summary>
internal sealed class RowHashes(int rows)
{
    private const ulong MissingValue = 0x9E3779B97F4A7C15;

    public ulong[] Values { get; } = new ulong[rows];

    public void Add(Column column)
    {
        switch (column)
        {
            case NumericColumn numbers:
                Add(numbers.Values);
                break;
            case CategoricalColumn levels:
                Add(levels.Codes, Array.ConvertAll(levels.Levels, HashOf));
                break;
            default:
                throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column));
        }
    }

    private void Add(double[] values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            // Minus zero is zero.
            var bits = double.IsNaN(values[row]) ? MissingValue : BitConverter.DoubleToUInt64Bits(values[row] + 0d);
            Values[row] = Mix(Values[row], bits);
        }
    }

    private void Add(int[] codes, ulong[] hashes)
    {
        for (var row = 0; row < codes.Length; row++)
        {
            Values[row] = Mix(Values[row], codes[row] < 0 ? MissingValue : hashes[codes[row]]);
        }
    }

    private static ulong HashOf(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    // The finaliser of MurmurHash3 over the running hash and the value.
    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash * 0x9E3779B97F4A7C15) ^ value;
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
