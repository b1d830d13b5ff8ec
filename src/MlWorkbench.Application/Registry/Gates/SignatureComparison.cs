using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Lists the changes for callers if the candidate replaces the version in Production.</summary>
internal static class SignatureComparison
{
    public static IReadOnlyList<SignatureChange> Compare(ModelSignature candidate, ModelSignature champion) =>
        [.. Answers(candidate, champion), .. Inputs(candidate, champion)];

    private static IEnumerable<SignatureChange> Answers(ModelSignature candidate, ModelSignature champion)
    {
        if (candidate.Task != champion.Task)
        {
            yield return new SignatureChange("task", true, $"The task is {TaskDefinitions.Of(candidate.Task).Name} instead of {TaskDefinitions.Of(champion.Task).Name}.");
        }

        if (candidate.Target != champion.Target)
        {
            yield return new SignatureChange("target", true, $"The candidate predicts '{candidate.Target}' instead of '{champion.Target}'.");
        }

        foreach (var added in candidate.Classes.Except(champion.Classes, StringComparer.Ordinal))
        {
            yield return new SignatureChange("classes", true, $"The candidate can predict '{added}', which Production never does.");
        }

        foreach (var removed in champion.Classes.Except(candidate.Classes, StringComparer.Ordinal))
        {
            yield return new SignatureChange("classes", true, $"The candidate never predicts '{removed}', which Production can.");
        }

        if (candidate.Shape.HasPositiveClass && candidate.PositiveClass != champion.PositiveClass)
        {
            yield return new SignatureChange(
                "classes",
                true,
                $"The score is the probability of '{candidate.PositiveClass}' instead of '{champion.PositiveClass}'.");
        }
    }

    private static IEnumerable<SignatureChange> Inputs(ModelSignature candidate, ModelSignature champion)
    {
        var theirs = champion.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var column in candidate.Columns)
        {
            if (!theirs.Remove(column.Name, out var known))
            {
                yield return new SignatureChange(
                    column.Name,
                    true,
                    $"The candidate requires the column '{column.Name}', which Production does not use: callers do not send it yet.");
            }
            else if (known.Type != column.Type)
            {
                var breaks = FamilyOf(known.Type) != FamilyOf(column.Type);
                var unchanged = breaks ? "" : "; callers send the same values";
                yield return new SignatureChange(column.Name, breaks, $"'{column.Name}' is {Word(column.Type)} instead of {Word(known.Type)}{unchanged}.");
            }
        }

        foreach (var dropped in theirs.Values)
        {
            yield return new SignatureChange(dropped.Name, false, $"The candidate no longer requires the column '{dropped.Name}'. Callers can still send it.");
        }
    }

    /// <summary>Groups the types whose values have the same form in a request.</summary>
    private static int FamilyOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Number => 0,
        ColumnType.Date => 1,
        _ => 2,
    };

    private static string Word(ColumnType value) => value.ToString().ToLowerInvariant();
}
