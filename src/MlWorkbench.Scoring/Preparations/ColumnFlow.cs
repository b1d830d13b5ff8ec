using System.Diagnostics.CodeAnalysis;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>The columns by name after each step, for any representation of a column: the same names and order for tables and for rows.</summary>
internal sealed class ColumnFlow<T>(IEnumerable<(string Name, T Column)> columns)
{
    private readonly List<(string Name, T Column)> _columns = [.. columns];

    public IReadOnlyList<(string Name, T Column)> Columns => _columns;

    public T this[string name] => IndexOf(name) is >= 0 and var index
        ? _columns[index].Column
        : throw new ArgumentException($"The preparation reads column '{name}', which does not exist.");

    /// <summary>Finds the column of that name.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out T column)
    {
        var index = IndexOf(name);
        column = index < 0 ? default : _columns[index].Column;
        return index >= 0;
    }

    /// <exception cref="ArgumentException">The step overwrites a column that it does not read.</exception>
    public void Follow(PreparationStep step, IReadOnlyList<T> outputs)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            var name = step.Outputs[i].Name;
            var index = IndexOf(name);
            if (index < 0)
            {
                _columns.Add((name, outputs[i]));
            }
            else if (step.Inputs.Contains(name))
            {
                _columns[index] = (name, outputs[i]);
            }
            else
            {
                throw new ArgumentException($"The preparation writes column '{name}' twice.");
            }
        }

        _columns.RemoveAll(column => step.Removes.Contains(column.Name));
    }

    private int IndexOf(string name) => _columns.FindIndex(column => column.Name == name);
}
