namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>The sentences of derivations: the source, and a clause per step.</summary>
public static class DerivationText
{
    private const int LongestText = 400;

    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["derived_from"] = "{dataset} v{version}",
        ["derived_by_join"] = "joined with {joined} where {key} = {otherKey}",
        ["derived_by_join_keeping_unmatched"] = "joined with {joined} where {key} = {otherKey}, including rows without a match",
        ["derived_by_filter"] = "rows with {conditions}",
        ["derived_by_time_earlier"] = "the earlier {percent:0.#} % by {column}",
        ["derived_by_time_later"] = "the later {percent:0.#} % by {column}",
        ["derived_by_sample"] = "{rows:N0} rows sampled with seed {seed}",
        ["derived_by_sample_of_one_row"] = "1 row sampled with seed {seed}",
    };

    /// <summary>The steps of a derivation.</summary>
    public static string Of(IEnumerable<Statement> steps) => string.Join("; ", steps.Select(step => step.Form(Sentences)));

    /// <summary>The source of a table and the steps that derive it. The end of a long text is omitted.</summary>
    public static string Of(Statement source, IReadOnlyList<Statement> steps)
    {
        var text = steps.Count == 0 ? source.Form(Sentences) : $"{source.Form(Sentences)}, {Of(steps)}";
        return steps.Count == 0 || text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");
    }
}
