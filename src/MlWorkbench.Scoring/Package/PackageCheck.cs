using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>Whether a signature and a predictor belong together.</summary>
internal static class PackageCheck
{
    /// <exception cref="ArgumentException">Says what does not fit.</exception>
    public static void Check(ModelSignature signature, Predictor predictor)
    {
        CheckSignature(signature);
        if (predictor.Outputs != signature.Outputs)
        {
            throw new ArgumentException($"The model gives {predictor.Outputs} numbers a row, its signature promises {signature.Outputs}.");
        }

        foreach (var step in predictor.Recipes.SelectMany(recipe => recipe.Steps))
        {
            foreach (var input in step.Inputs)
            {
                var column = signature.IndexOf(input);
                if (column < 0)
                {
                    throw new ArgumentException($"The recipe reads column '{input}', which the signature does not have.");
                }

                if (!step.Reads(signature.Columns[column].Type))
                {
                    throw new ArgumentException($"The recipe cannot read column '{input}' of type {signature.Columns[column].Type}.");
                }
            }
        }
    }

    private static void CheckSignature(ModelSignature signature)
    {
        var classes = signature.Classes.Count;
        var fits = signature.Task switch
        {
            ModelTask.Regression => classes == 0,
            ModelTask.Binary => classes == 2 && signature.PositiveClass == signature.Classes[1],
            ModelTask.Multiclass => classes >= 3,
            _ => false,
        };
        if (!fits)
        {
            throw new ArgumentException($"The signature has {classes} classes and positive class '{signature.PositiveClass}', which is not a {signature.Task} task.");
        }

        if (signature.Columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != signature.Columns.Count)
        {
            throw new ArgumentException("The signature has a column twice.");
        }

        if (signature.Columns.Any(column => !Enum.IsDefined(column.Type)))
        {
            throw new ArgumentException("The signature has a column of a type that is not known.");
        }

        if (!(signature.Threshold is >= 0 and <= 1))
        {
            throw new ArgumentException($"The signature has threshold {signature.Threshold}, which is not a probability.");
        }
    }
}
