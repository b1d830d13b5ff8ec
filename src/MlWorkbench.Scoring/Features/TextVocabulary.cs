using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// The grams of a text score and their weights by rarity. Converts a text to a TF-IDF vector of length 1 with sublinear counts (Salton and Buckley 1988).
/// </summary>
public sealed class TextVocabulary
{
    private readonly Dictionary<ulong, int> _index;

    /// <param name="grams">Hashes of the grams, see <see cref="TextGrams"/>.</param>
    /// <param name="inverseFrequencies">Weight per gram: ln((1 + texts) / (1 + texts with the gram)) + 1.</param>
    public TextVocabulary(ulong[] grams, float[] inverseFrequencies)
    {
        if (grams.Length != inverseFrequencies.Length)
        {
            throw new ArgumentException($"A vocabulary of {grams.Length} grams has {inverseFrequencies.Length} weights.", nameof(inverseFrequencies));
        }

        (Grams, InverseFrequencies) = (grams, inverseFrequencies);
        _index = new Dictionary<ulong, int>(grams.Length);
        for (var i = 0; i < grams.Length; i++)
        {
            if (!_index.TryAdd(grams[i], i))
            {
                throw new ArgumentException("A gram occurs twice.", nameof(grams));
            }
        }
    }

    [JsonConverter(typeof(Base64Hashes))]
    public ulong[] Grams { get; }

    [JsonConverter(typeof(Base64Singles))]
    public float[] InverseFrequencies { get; }

    /// <summary>
    /// Fills <paramref name="vector"/> with the text's known grams, in ascending order of their indices. The result is empty if none is known.
    /// </summary>
    public void Vectorise(string text, SparseVector vector)
    {
        vector.Clear();
        TextGrams.Collect(text, vector.Grams);
        foreach (var gram in vector.Grams)
        {
            if (_index.TryGetValue(gram, out var index))
            {
                vector.Indices.Add(index);
            }
        }

        vector.Indices.Sort();
        CountRuns(vector);
        Normalise(vector.Values);
    }

    private void CountRuns(SparseVector vector)
    {
        var indices = vector.Indices;
        var kept = 0;
        for (var start = 0; start < indices.Count;)
        {
            var index = indices[start];
            var end = start + 1;
            while (end < indices.Count && indices[end] == index)
            {
                end++;
            }

            indices[kept++] = index;
            vector.Values.Add((float)((1 + Math.Log(end - start)) * InverseFrequencies[index]));
            start = end;
        }

        indices.RemoveRange(kept, indices.Count - kept);
    }

    private static void Normalise(List<float> values)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (double)value * value;
        }

        var scale = 1 / Math.Sqrt(squares);
        for (var i = 0; i < values.Count; i++)
        {
            values[i] = (float)(values[i] * scale);
        }
    }
}
