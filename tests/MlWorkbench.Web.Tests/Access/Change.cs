using System.Net;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>An operation of the API that changes something, and its expected answers.</summary>
/// <param name="Operation">Method and route below <c>/api/v1</c>.</param>
/// <param name="Case">Distinguishes rows of one operation, for example by the owner of its object.</param>
/// <param name="Roles">The roles with permission for it.</param>
/// <param name="Scopes">Alternatives for a limited token: all permissions of any one set. If empty, every such token is refused.</param>
/// <param name="Arrange">Creates the operation's object for this caller, and the request that succeeds if it is allowed.</param>
/// <param name="Refusal">The answer to other callers with an unlimited token. Limited tokens get 403.</param>
/// <param name="NeedsFile">Whether it needs a database file. On PostgreSQL, callers with permission are told so by <c>backup_by_server</c>.</param>
/// <param name="Settle">Waits for what continues in the person's name after the answer, and leaves changes of its own. Null if nothing does.</param>
internal sealed record Change(
    string Operation,
    string Case,
    UserRole[] Roles,
    Permission[][] Scopes,
    Func<AccessWorld, Actor, Task<Call>> Arrange,
    HttpStatusCode Refusal = HttpStatusCode.Forbidden,
    bool NeedsFile = false,
    Func<AccessWorld, HttpResponseMessage, Task>? Settle = null)
{
    public string Title => Case.Length == 0 ? Operation : $"{Operation} ({Case})";
}
