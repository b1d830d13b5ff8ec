using System.Collections.Concurrent;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Text scores of one set of training rows. They take longest to fit and do not depend on the feature pipeline, so those of the same rows share them.
/// </summary>
public sealed class TextScores
{
    private readonly ConcurrentDictionary<string, Lazy<TextScore?>> _scores = new(StringComparer.Ordinal);

    internal TextScore? Get(CategoricalColumn column, EncodingTarget target, int maxGrams) =>
        _scores.GetOrAdd(column.Name, _ => new Lazy<TextScore?>(() => TextScoreFit.Fit(column, target, maxGrams))).Value;
}
