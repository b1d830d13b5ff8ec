using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MlWorkbench.Application.Access;

namespace MlWorkbench.Web.Access;

/// <summary>Stores the keys of cookies and forms in the database for ASP.NET Core.</summary>
internal sealed class StoredProtectionKeys(ProtectionKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Read().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
