namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>
/// Logistic regression over words hashed into 2^18 buckets (Weinberger et al. 2009), weighted by their rarity, with step sizes per weight as in AdaGrad
/// (Duchi et al. 2011).
/// </summary>
internal sealed class HashedWordModel
{
    private const int Places = 1 << 18;
    private const double Step = 0.5;

    private readonly string[] _texts;
    private readonly double[] _rarity = new double[Places];
    private readonly double[] _weights = new double[Places];
    private readonly double[] _squares = new double[Places];
    private double _bias;
    private double _biasSquares;

    public HashedWordModel(string[] texts)
    {
        _texts = texts;
        foreach (var place in texts.SelectMany(text => Words(text).Distinct()))
        {
            _rarity[place]++;
        }

        for (var place = 0; place < Places; place++)
        {
            _rarity[place] = Math.Log((1.0 + texts.Length) / (1 + _rarity[place])) + 1;
        }
    }

    /// <summary>Trains on texts of two classes: the first <paramref name="negatives"/> texts are the first class.</summary>
    public void Learn(int negatives, int epochs, Random random)
    {
        var order = Enumerable.Range(0, _texts.Length).ToArray();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var text in order)
            {
                Learn(_texts[text], text < negatives ? 0 : 1);
            }
        }
    }

    /// <summary>Probability of the second class.</summary>
    public double Score(string text) => Score(Vector(text));

    private void Learn(string text, double actual)
    {
        var vector = Vector(text);
        var error = Score(vector) - actual;
        foreach (var (place, value) in vector)
        {
            var gradient = error * value;
            _squares[place] += gradient * gradient;
            _weights[place] -= Step * gradient / Math.Sqrt(_squares[place] + 1e-12);
        }

        _biasSquares += error * error;
        _bias -= Step * error / Math.Sqrt(_biasSquares + 1e-12);
    }

    private double Score(List<(int Place, double Value)> vector)
    {
        var sum = _bias;
        foreach (var (place, value) in vector)
        {
            sum += _weights[place] * value;
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    // Scaled to length 1, so that long texts do not weigh more.
    private List<(int Place, double Value)> Vector(string text)
    {
        var vector = Words(text).CountBy(place => place).Select(count => (count.Key, count.Value * _rarity[count.Key])).ToList();
        var length = Math.Sqrt(vector.Sum(entry => entry.Item2 * entry.Item2));
        return vector.ConvertAll(entry => (entry.Key, entry.Item2 / length));
    }

    private static IEnumerable<int> Words(string text)
    {
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                yield return Place(text, start, end);
            }
        }
    }

    // FNV-1a is the same in every process, unlike string.GetHashCode.
    private static int Place(string text, int start, int end)
    {
        var hash = 2166136261u;
        for (var i = start; i < end; i++)
        {
            hash = (hash ^ char.ToLowerInvariant(text[i])) * 16777619u;
        }

        return (int)(hash % Places);
    }
}
