using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>
/// A 64-bit number for each value. Different numbers always have different hashes; two different texts have the same one with a probability of 1 in 2^64.
/// </summary>
internal static class ValueHashes
{
    public const ulong Missing = 0x9E3779B97F4A7C15;

    /// <summary>Hashes minus zero like zero.</summary>
    public static ulong Of(double value) => double.IsNaN(value) ? Missing : BitConverter.DoubleToUInt64Bits(value + 0d);

    public static ulong Of(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>Mixes a value into a running hash: the finaliser of MurmurHash3 over both.</summary>
    public static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash * 0x9E3779B97F4A7C15) ^ value;
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    /// <param name="asText">Hash numbers as texts, so that they can be compared with a column of texts.</param>
    /// <param name="hashes">Receives one hash per row.</param>
    public static void Fill(Column column, bool asText, Span<ulong> hashes)
    {
        switch (column)
        {
            case NumericColumn numbers when asText:
                // Only for columns whose type changed, which is rare, so each value is formatted as text.
                for (var row = 0; row < hashes.Length; row++)
                {
                    hashes[row] = numbers.TextAt(row) is { } text ? Of(text) : Missing;
                }

                break;
            case NumericColumn numbers:
                for (var row = 0; row < hashes.Length; row++)
                {
                    hashes[row] = Of(numbers.Values[row]);
                }

                break;
            case CategoricalColumn levels:
                var ofLevels = Array.ConvertAll(levels.Levels, Of);
                for (var row = 0; row < hashes.Length; row++)
                {
                    hashes[row] = levels.Codes[row] < 0 ? Missing : ofLevels[levels.Codes[row]];
                }

                break;
            default:
                throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column));
        }
    }
}
