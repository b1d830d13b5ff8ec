namespace MlWorkbench.Application.Access;

/// <summary>Counts what each person has under way in this process.</summary>
public sealed class PersonSlots
{
    private readonly Dictionary<Guid, int> _taken = [];
    private readonly Lock _gate = new();

    /// <summary>Of all people.</summary>
    public int Total
    {
        get
        {
            lock (_gate)
            {
                return _taken.Values.Sum();
            }
        }
    }

    public int CountOf(Guid person)
    {
        lock (_gate)
        {
            return _taken.GetValueOrDefault(person);
        }
    }

    /// <summary>False, and nothing taken, when the person has <paramref name="most"/> already.</summary>
    public bool TryTake(Guid person, int most)
    {
        lock (_gate)
        {
            var count = _taken.GetValueOrDefault(person);
            if (count >= most)
            {
                return false;
            }

            _taken[person] = count + 1;
            return true;
        }
    }

    public void Release(Guid person)
    {
        lock (_gate)
        {
            if (--_taken[person] == 0)
            {
                _taken.Remove(person);
            }
        }
    }
}
