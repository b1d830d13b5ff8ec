namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>A distinct text of a <see cref="TextPiece"/>.</summary>
/// <param name="Length">Length in bytes.</param>
/// <param name="Rows">Number of rows with the text.</param>
internal record struct TextEntry(uint Hash, int Length, int Rows);
