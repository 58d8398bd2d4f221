package io.gwms.redact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that are hidden without any setting, written as {@link Names#normalize} writes them. */
final class DefaultNames {
    /** Secret wherever they name a value: marketplaces, carriers, OAuth, cards. */
    static final Set<String> SECRET = Set.of(
            "accesstoken",
            "refreshtoken",
            "token",
            "secret",
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "passcode",
            "sign",
            "signature",
            "sig",
            "hmac",
            "authorization",
            "proxyauthorization",
            "auth",
            "authenticationinfo",
            "proxyauthenticationinfo",
            "bearer",
            "apikey",
            "subscriptionkey",
            "appsecret",
            "partnerkey",
            "consumerkey",
            "consumersecret",
            "accesskey",
            "secretkey",
            "privatekey",
            "signingkey",
            "encryptionkey",
            "clientsecret",
            "sharedsecret",
            "credential",
            "credentials",
            "cookie",
            "cookies",
            "setcookie",
            "setcookie2",
            "sessionid",
            "jsessionid",
            "phpsessid",
            "jwt",
            "assertion",
            "clientassertion",
            "samlresponse",
            "codeverifier",
            "authcode",
            "authorizationcode",
            "verificationcode",
            "otp",
            "totp",
            "pin",
            "cvv",
            "cvv2",
            "cvc",
            "cvc2",
            "cardnumber",
            "ccnumber",
            "creditcard",
            "creditcardnumber",
            "pan",
            "securitycode",
            "xamzcredential",
            "multipassidentifier");

    /** Secret as the end of a longer name, as in {@code shop_access_token} or {@code smtpPassword}. */
    static final List<String> SECRET_ENDINGS = List.of(
            "token",
            "secret",
            "password",
            "passwd",
            "passphrase",
            "signature",
            "apikey",
            "secretkey",
            "privatekey",
            "accesskey",
            "partnerkey",
            "signingkey",
            "hmac",
            "hmacsha256");

    /** Secret wherever they stand in a longer name, as in {@code password_hash} or {@code passwordConfirmation}. */
    static final String SECRET_PART = "passw";

    /** Secret in a query string or a form only; elsewhere they are error codes and keys of maps. */
    static final Set<String> SECRET_IN_QUERY = Set.of("code", "key", "pass", "sid", "session", "oauthverifier");

    /** Secret as the end of a header name: {@code X-Any-Key}. */
    static final List<String> SECRET_HEADER_ENDINGS = List.of(
            "token",
            "key",
            "secret",
            "signature",
            "sign",
            "password",
            "authorization",
            "auth",
            "cookie",
            "session",
            "sessionid",
            "credential",
            "credentials");

    /** Shown although an ending above would hide them: they page through lists or name a try. */
    static final Set<String> HARMLESS = Set.of(
            "nexttoken",
            "prevtoken",
            "previoustoken",
            "pagetoken",
            "nextpagetoken",
            "continuationtoken",
            "synctoken",
            "idempotencykey",
            "xidempotencykey",
            "orderkey",
            "surrogatekey",
            "accesscontrolallowcredentials",
            "idempotencetoken");

    /** In JSON, names whose value says what the value beside it is. */
    static final Set<String> JSON_LABELS = Set.of("name", "key", "k", "field", "header", "param", "parameter");

    /** In JSON, names of such values. */
    static final Set<String> JSON_LABELLED = Set.of("value", "val", "v", "values");

    /** Headers whose value is a URL or may be a path with a query. */
    static final Set<String> URL_HEADERS = Set.of(
            "location",
            "referer",
            "contentlocation",
            "origin",
            "xoriginalurl",
            "xrewriteurl",
            "xforwardeduri",
            ":path");

    /** Names whose value, in free text, goes on to the end of the line. */
    static final Set<String> WHOLE_LINE =
            Set.of("authorization", "proxyauthorization", "cookie", "setcookie", "setcookie2");

    private DefaultNames() {}

    /** The people in an order: partly masked names, phones, mails; streets masked in full. Cities and countries show. */
    static Map<String, Mask> personal() {
        var names = new LinkedHashMap<String, Mask>();
        for (String name : Set.of(
                "email",
                "contactemail",
                "buyeremail",
                "customeremail",
                "mail",
                "phone",
                "phonenumber",
                "mobile",
                "mobilenumber",
                "tel",
                "telephone",
                "contactphone",
                "contactnumber",
                "buyername",
                "buyerusername",
                "customername",
                "customerfirstname",
                "customerlastname",
                "recipientname",
                "receivername",
                "consigneename",
                "contactname",
                "sendername",
                "firstname",
                "lastname",
                "fullname",
                "surname",
                "middlename",
                "buyernickname",
                "zip",
                "zipcode",
                "postcode",
                "postalcode",
                "pincode")) {
            names.put(name, Mask.PARTIAL);
        }
        for (String name : Set.of(
                "address",
                "address1",
                "address2",
                "address3",
                "addressline1",
                "addressline2",
                "addressline3",
                "street",
                "street1",
                "street2",
                "streetaddress",
                "fulladdress",
                "detailaddress",
                "addressdetail",
                "latitude",
                "longitude",
                "taxid",
                "vatnumber",
                "idnumber",
                "passportnumber",
                "cpf",
                "birthday",
                "dateofbirth",
                "clientip",
                "browserip",
                "customeripaddress")) {
            names.put(name, Mask.FULL);
        }
        for (String owner : Set.of(
                "customer",
                "buyer",
                "recipient",
                "receiver",
                "consignee",
                "sender",
                "shipper",
                "contact",
                "address",
                "shippingaddress",
                "billingaddress",
                "shipping",
                "billing",
                "recipientaddress",
                "receiveraddress",
                "deliveryaddress",
                "defaultaddress",
                "shipto",
                "billto",
                "shiptoparty",
                "shipfromparty",
                "addresses",
                "destination",
                "receiverinfo",
                "senderinfo",
                "shippingdetails")) {
            names.put(owner + ".name", Mask.PARTIAL);
        }
        // Takealot names the buyer of a sale by a text alone, where others have an object.
        for (String sale : Set.of("sales", "items", "sale")) {
            names.put(sale + ".customer", Mask.PARTIAL);
        }
        return names;
    }
}
