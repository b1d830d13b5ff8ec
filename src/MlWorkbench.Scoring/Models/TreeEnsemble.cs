using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// Boosted or averaged decision trees. It routes rows and adds leaves exactly as LightGBM does, in the same order, so that a score equals the native
/// library's to the last bit.
/// </summary>
public sealed class TreeEnsemble : Model
{
    private readonly FlatForest _forest;

    /// <param name="trees">Trees, round after round, one tree per raw score in each.</param>
    /// <param name="features">Length of the feature rows.</param>
    /// <param name="rawScores">1 for regression and binary, otherwise the number of classes.</param>
    /// <param name="average">Whether a raw score is the mean of its trees (a forest), not their sum.</param>
    /// <param name="slope">Factor of the raw score in the sigmoid.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, int features, int rawScores, bool average, Link link, double slope = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rawScores, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(features, TreeNode.MaxFeatures);
        if (trees.Count % rawScores != 0 || (average && trees.Count == 0))
        {
            throw new ArgumentException($"{trees.Count} trees cannot compute {rawScores} scores.", nameof(trees));
        }

        if (link is Link.Sigmoid or Link.Exp && rawScores != 1)
        {
            throw new ArgumentException($"The link {link} takes one score, not {rawScores}.", nameof(link));
        }

        foreach (var tree in trees)
        {
            TreeCheck.Check(tree, features);
        }

        (Trees, Features, RawScores, Average, Link, Slope) = (trees, features, rawScores, average, link, slope);
        _forest = new FlatForest(trees, rawScores);
    }

    public IReadOnlyList<Tree> Trees { get; }

    public bool Average { get; }

    public Link Link { get; }

    public double Slope { get; }

    public override int Features { get; }

    public override int RawScores { get; }

    public override int Outputs => Links.Outputs(Link, RawScores);

    public override void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        if (features.Length < Features)
        {
            throw new ArgumentException($"The trees read {Features} features, but the row has {features.Length}.", nameof(features));
        }

        outputs.Clear();
        _forest.AddLeaves(features, outputs[..RawScores]);
        Finish(outputs);
    }

    public override void Score(FeatureMatrix features, Span<double> outputs)
    {
        if (features.Width < Features)
        {
            throw new ArgumentException($"The trees read {Features} features, but the rows have {features.Width}.", nameof(features));
        }

        outputs.Clear();
        _forest.AddLeaves(features, outputs, Outputs);
        for (var row = 0; row < features.Rows; row++)
        {
            Finish(outputs.Slice(row * Outputs, Outputs));
        }
    }

    public override void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        contributions.Clear();
        var width = Features + 1;
        for (var tree = 0; tree < Trees.Count; tree++)
        {
            TreeShap.Add(Trees[tree], features, contributions.Slice(tree % RawScores * width, width));
        }

        var scale = (Average ? (double)RawScores / Trees.Count : 1) * (Link == Link.Sigmoid ? Slope : 1);
        if (scale != 1)
        {
            foreach (ref var contribution in contributions)
            {
                contribution *= scale;
            }
        }

        if (Link == Link.Exp)
        {
            Rescaling.Apply(contributions, Math.Exp);
        }
    }

    private void Finish(Span<double> outputs)
    {
        if (Average)
        {
            var rounds = Trees.Count / RawScores;
            for (var score = 0; score < RawScores; score++)
            {
                outputs[score] /= rounds;
            }
        }

        Links.Apply(Link, Slope, outputs);
    }
}
