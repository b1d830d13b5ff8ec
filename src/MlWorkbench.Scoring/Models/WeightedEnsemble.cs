using System.Buffers;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Models;

/// <summary>The weighted mean of its members: a blend of runs, or, with equal weights, a bag of the models of all folds.</summary>
public sealed class WeightedEnsemble : Predictor
{
    private const double WeightTolerance = 1e-6;

    private readonly EnsemblePart[] _members;

    /// <param name="members">Members with positive weights that sum to 1.</param>
    public WeightedEnsemble(IReadOnlyList<EnsemblePart> members, OutputMap? map = null)
        : base(members.Count == 0 ? 0 : members[0].Predictor.Outputs, map)
    {
        if (members.Count == 0 || members.Any(member => member.Predictor.Outputs != Outputs))
        {
            throw new ArgumentException("The members of an ensemble must all have the same number of outputs.", nameof(members));
        }

        if (members.Any(member => !(member.Weight > 0)) || !(Math.Abs(members.Sum(member => member.Weight) - 1) <= WeightTolerance))
        {
            throw new ArgumentException("The weights of an ensemble must be positive and sum to 1.", nameof(members));
        }

        _members = [.. members];
    }

    public IReadOnlyList<EnsemblePart> Members => _members;

    public override IEnumerable<(Pipeline Pipeline, double Weight)> Pipelines =>
        Members.SelectMany(member => member.Predictor.Pipelines.Select(part => (part.Pipeline, part.Weight * member.Weight)));

    /// <summary>Creates an ensemble with equal weights.</summary>
    public static WeightedEnsemble Bag(IReadOnlyList<Predictor> members) =>
        new([.. members.Select(member => new EnsemblePart(member, 1.0 / members.Count))]);

    internal override Predictor Over(IReadOnlyDictionary<FeaturePipeline, FeaturePipeline> featurePipelines) =>
        new WeightedEnsemble(Array.ConvertAll(_members, member => member with { Predictor = member.Predictor.Over(featurePipelines) }), Map);

    private protected override void ScoreRaw(TableFeatures features, Span<double> outputs)
    {
        var ofMember = ArrayPool<double>.Shared.Rent(outputs.Length);
        outputs.Clear();
        foreach (var (predictor, weight) in _members)
        {
            predictor.Score(features, ofMember.AsSpan(0, outputs.Length));
            Add(ofMember, weight, outputs);
        }

        ArrayPool<double>.Shared.Return(ofMember);
    }

    private protected override void ScoreRaw(RowFeatures features, Span<double> outputs)
    {
        var ofMember = ArrayPool<double>.Shared.Rent(outputs.Length);
        outputs.Clear();
        foreach (var (predictor, weight) in _members)
        {
            predictor.Score(features, ofMember.AsSpan(0, outputs.Length));
            Add(ofMember, weight, outputs);
        }

        ArrayPool<double>.Shared.Return(ofMember);
    }

    /// <summary>
    /// Contributions are averaged on the scale of the outputs. Shapley values of a mean are the mean of Shapley values, but only on the scale of the mean
    /// (linearity, Shapley 1953; Lundberg and Lee 2017). For classes, those of the members are converted from log-odds to probabilities, averaged, and
    /// converted back.
    /// </summary>
    private protected override void ExplainRaw(RowFeatures features, Span<double> contributions, Span<double> outputs)
    {
        var width = features.Columns + 1;
        var (ofMember, scored) = (new double[contributions.Length], new double[outputs.Length]);
        contributions.Clear();
        outputs.Clear();
        foreach (var (predictor, weight) in _members)
        {
            predictor.Explain(features, ofMember, scored);
            if (Outputs > 1)
            {
                Rescale(ofMember, width, Links.Sigmoid);
            }

            Add(ofMember, weight, contributions);
            Add(scored, weight, outputs);
        }

        if (Outputs > 1)
        {
            Rescale(contributions, width, Links.Logit);
        }
    }

    private static void Rescale(Span<double> contributions, int width, Func<double, double> function)
    {
        for (var start = 0; start < contributions.Length; start += width)
        {
            Rescaling.Apply(contributions.Slice(start, width), function);
        }
    }

    private static void Add(ReadOnlySpan<double> ofMember, double weight, Span<double> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += weight * ofMember[i];
        }
    }
}
