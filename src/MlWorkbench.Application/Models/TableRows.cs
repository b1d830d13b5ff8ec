using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Models;

/// <summary>Reads rows of tables as rows to score.</summary>
internal static class TableRows
{
    /// <summary>Replaces the values by those of a row of the table.</summary>
    /// <param name="table">A table with the columns of the signature.</param>
    /// <param name="number">0-based.</param>
    public static void Fill(this ScoringRow row, ModelSignature signature, Table table, int number)
    {
        row.Clear();
        for (var i = 0; i < signature.Columns.Count; i++)
        {
            switch (table[signature.Columns[i].Name])
            {
                case NumericColumn numbers:
                    row.Numbers[i] = numbers.Values[number];
                    break;
                case var texts:
                    row.Texts[i] = texts.TextAt(number);
                    break;
            }
        }
    }
}
