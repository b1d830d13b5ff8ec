using System.Runtime.InteropServices;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>
/// A Bloom filter of the keys in a batch, so that a search opens only batches that can hold its key: ten bits a key, about one batch in a hundred too many.
/// </summary>
internal sealed class KeyFilter
{
    private const int BitsPerKey = 10;
    private const int Hashes = 7;

    private readonly byte[] _bits;

    public KeyFilter(int keys) => _bits = new byte[Math.Max(8, (keys * BitsPerKey / 8) + 1)];

    public KeyFilter(byte[] stored) => _bits = stored;

    public byte[] Bits => _bits;

    public static ulong HashOf(Guid id)
    {
        var halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        return Mix(halves[0] ^ Mix(halves[1]));
    }

    public static ulong HashOfAssociation(string id) => HashOf('a', id);

    public static ulong HashOfEntity(string id) => HashOf('e', id);

    public void Add(ulong hash)
    {
        for (var number = 0; number < Hashes; number++)
        {
            var bit = BitOf(hash, number);
            _bits[bit >> 3] |= (byte)(1 << (int)(bit & 7));
        }
    }

    /// <summary>False if the key is certainly not in the batch.</summary>
    public bool MayHold(ulong hash)
    {
        for (var number = 0; number < Hashes; number++)
        {
            var bit = BitOf(hash, number);
            if ((_bits[bit >> 3] & (1 << (int)(bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private ulong BitOf(ulong hash, int number) => unchecked((hash & uint.MaxValue) + ((ulong)number * ((hash >> 32) | 1))) % ((ulong)_bits.Length * 8);

    /// <summary>FNV-1a, whose high bits need the mixing.</summary>
    private static ulong HashOf(char kind, string text)
    {
        const ulong Offset = 0xcbf29ce484222325;
        const ulong Prime = 0x100000001b3;
        var hash = unchecked((Offset ^ kind) * Prime);
        foreach (var code in text)
        {
            hash = unchecked((hash ^ code) * Prime);
        }

        return Mix(hash);
    }

    /// <summary>The finalizer of MurmurHash3: each bit of the input changes half of the bits.</summary>
    private static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
            return hash ^ (hash >> 33);
        }
    }
}
