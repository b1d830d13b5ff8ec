using System.Net;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>An operation of the API that changes something, and the answers expected to it.</summary>
/// <param name="Operation">Method and route below <c>/api/v1</c>.</param>
/// <param name="Case">Tells apart rows of one operation, such as whose thing it is about.</param>
/// <param name="Roles">The roles that may do it.</param>
/// <param name="Scopes">What a token that is limited needs: all rights of any one set. Empty: no such token may.</param>
/// <param name="Arrange">Makes what the operation is about, for this caller, and the request that succeeds if it is allowed.</param>
/// <param name="Refusal">The answer to everybody else with a token that is not limited; the others get 403.</param>
internal sealed record Change(
    string Operation,
    string Case,
    UserRole[] Roles,
    Permission[][] Scopes,
    Func<AccessWorld, Actor, Task<Call>> Arrange,
    HttpStatusCode Refusal = HttpStatusCode.Forbidden)
{
    public string Title => Case.Length == 0 ? Operation : $"{Operation} ({Case})";
}
