using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Testing;

/// <summary>Inserts accounts that can sign in with <see cref="Password"/>.</summary>
public static class SamplePeople
{
    public const string Password = "correct horse";

    /// <param name="name">Name in lower case. The address is <c>name@example.org</c>.</param>
    public static async Task<Actor> AddAsync(IServiceProvider services, string name, UserRole role)
    {
        var user = await services.GetRequiredService<UserEditor>().CreateAsync(Actor.System, $"{name}@example.org", name, role, Password, CancellationToken.None);
        return new Actor(user.Id, name, user.Role);
    }
}
