using System.Numerics;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>
/// Estimates the number of distinct values of a column, and whether any repeats, in bounded memory. It keeps those hashes of values
/// that end in enough zero bits to fit (Flajolet 1990, "On adaptive sampling"). As long as all fit, both answers are exact.
/// </summary>
/// <param name="most">Most slots for hashes, a power of two. At most three quarters are filled.</param>
/// <param name="hasRepeats">Whether a value was already repeated.</param>
internal sealed class DistinctSample(int most, bool hasRepeats)
{
    private const int FewestPlaces = 64;

    /// <summary>Each hash, stored at its first bits or the next free slot. Zero marks an empty slot.</summary>
    private ulong[] _places = new ulong[FewestPlaces];
    private int _count;
    private int _zeros;

    /// <summary>Whether a kept value was repeated.</summary>
    public bool HasRepeats { get; private set; } = hasRepeats;

    public double Distinct => Math.ScaleB(_count, _zeros);

    /// <param name="hash">A hash with well-mixed bits.</param>
    public void Add(ulong hash)
    {
        if (BitOperations.TrailingZeroCount(hash) < _zeros || hash == 0)
        {
            return;
        }

        if (!TryPlace(hash))
        {
            HasRepeats = true;
            return;
        }

        if (4 * ++_count > 3 * _places.Length)
        {
            Spread();
        }
    }

    private bool TryPlace(ulong hash)
    {
        var mask = _places.Length - 1;
        var place = (int)(hash >> 32) & mask;
        while (_places[place] != 0)
        {
            if (_places[place] == hash)
            {
                return false;
            }

            place = (place + 1) & mask;
        }

        _places[place] = hash;
        return true;
    }

    /// <summary>Makes room for more hashes. If there is none, it drops half of them.</summary>
    private void Spread()
    {
        var old = _places;
        var isFull = old.Length >= most;
        _zeros += isFull ? 1 : 0;
        _places = new ulong[isFull ? old.Length : 2 * old.Length];
        _count = 0;
        foreach (var hash in old)
        {
            if (hash != 0 && BitOperations.TrailingZeroCount(hash) >= _zeros)
            {
                TryPlace(hash);
                _count++;
            }
        }
    }
}
