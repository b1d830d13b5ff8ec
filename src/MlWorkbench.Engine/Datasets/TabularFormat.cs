namespace MlWorkbench.Engine.Datasets;

/// <summary>How a text file spells a table: inferred from the file or given by the user.</summary>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-16</c>, <c>utf-16be</c> or <c>windows-1252</c>.</param>
/// <param name="Decimal">Decimal mark of numbers.</param>
/// <param name="DayFirst">How dates such as 03/04/2024 were read; null where no date could be read both ways.</param>
public sealed record TabularFormat(char Delimiter, string Encoding, bool HasHeader, char Decimal, bool? DayFirst);
