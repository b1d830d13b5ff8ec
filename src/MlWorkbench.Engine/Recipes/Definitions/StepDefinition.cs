using System.Text.Json.Serialization;
using MlWorkbench.Engine.Recipes.Preparing;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Definition of one step of a recipe. Fitting it to training rows gives the corresponding Scoring step.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ImputeDefinition), "impute")]
[JsonDerivedType(typeof(ClipDefinition), "clip")]
[JsonDerivedType(typeof(BinDefinition), "bin")]
[JsonDerivedType(typeof(LogDefinition), "log")]
[JsonDerivedType(typeof(OneHotDefinition), "oneHot")]
[JsonDerivedType(typeof(TargetEncodeDefinition), "targetEncode")]
[JsonDerivedType(typeof(RareLevelsDefinition), "rareLevels")]
[JsonDerivedType(typeof(DatePartsDefinition), "dateParts")]
[JsonDerivedType(typeof(TextDefinition), "text")]
[JsonDerivedType(typeof(CombineDefinition), "combine")]
[JsonDerivedType(typeof(AggregateDefinition), "aggregate")]
[JsonDerivedType(typeof(LagDefinition), "lag")]
[JsonDerivedType(typeof(RollingDefinition), "rolling")]
[JsonDerivedType(typeof(DropDefinition), "drop")]
[JsonDerivedType(typeof(KeepDefinition), "keep")]
public abstract record StepDefinition
{
    /// <summary>Description in one line: "Impute age with its median".</summary>
    public abstract string Describe();

    /// <summary>Checks the step against the columns after the previous steps, and records its changes to them.</summary>
    /// <exception cref="EngineException">The step cannot be applied. The message gives the reason.</exception>
    internal abstract void Check(RecipeColumns columns);

    /// <summary>Fits the checked step.</summary>
    /// <exception cref="EngineException">The rows contain no data to fit it to.</exception>
    internal abstract FittedDefinition Fit(TrainingRows rows);

    private protected static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private protected static EngineException Wrong(string message, string? column = null) => new("recipe_step", message, column: column);
}
