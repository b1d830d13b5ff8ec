using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Lets ASP.NET Core keep the keys of cookies and forms in the database.</summary>
internal sealed class StoredProtectionKeys(ProtectionKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Read().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
