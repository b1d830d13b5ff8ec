namespace MlWorkbench.Application.Registry.Gates;

/// <summary>One difference between what the candidate takes or gives and what Production does.</summary>
/// <param name="Subject">The column, or <c>target</c>, <c>task</c>, <c>classes</c>.</param>
/// <param name="Breaks">A caller who sends rows for Production would be refused or would misread the answer.</param>
public sealed record SignatureChange(string Subject, bool Breaks, string Sentence);
