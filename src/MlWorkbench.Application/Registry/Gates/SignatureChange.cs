using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>One difference between the signatures of the candidate and of Production.</summary>
/// <param name="Subject">The column, or <c>target</c>, <c>task</c>, <c>classes</c>.</param>
/// <param name="Breaks">Whether rows sent for Production would be refused, or the answer misread.</param>
/// <param name="Sentence">The difference; <see cref="EvidenceText"/> forms it.</param>
public sealed record SignatureChange(string Subject, bool Breaks, Statement Sentence);
